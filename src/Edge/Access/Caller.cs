using System.Text;
using ConfigSync.Snapshots;
using Edge.Faults;

namespace Edge.Access;

/// <summary>Step 3: whose request it is.</summary>
internal static class Caller
{
    // A key is some dozens of characters; what is longer is none of ours and not worth hashing.
    private const int MaxKeyLength = 1024;

    /// <summary>
    /// Whom <paramref name="key"/> acts for, or the fault. Where no key is defined, a presented one is not looked at.
    /// </summary>
    internal static CallerIdentity Identify(RoutingSnapshot snapshot, ReadOnlySpan<byte> key, out Fault fault)
    {
        fault = default;
        if (key.IsEmpty || !snapshot.ChecksKeys)
        {
            if (snapshot.Anonymous is null)
                fault = new Fault(key.IsEmpty ? FaultKind.MissingKey : FaultKind.InvalidKey);
            return new CallerIdentity(snapshot.Anonymous, null);
        }
        string? name = null;
        AccountModel? account = key.Length <= MaxKeyLength ? snapshot.Authenticate(key, out name) : null;
        if (account is null)
            fault = new Fault(FaultKind.InvalidKey);
        return new CallerIdentity(account, name);
    }

    /// <summary>The same for a key of which each character stands for one byte.</summary>
    internal static CallerIdentity Identify(RoutingSnapshot snapshot, ReadOnlySpan<char> key, out Fault fault)
    {
        // One more than may be, so that a key cut here is still too long.
        Span<byte> bytes = stackalloc byte[MaxKeyLength + 1];
        return Identify(snapshot, bytes[..Encoding.Latin1.GetBytes(key[..Math.Min(key.Length, bytes.Length)], bytes)], out fault);
    }
}
