using System.Buffers;

namespace Edge.Telemetry.Tracing;

/// <summary>
/// Whether <c>tracestate</c> is one (W3C Trace Context §3.3): <c>list = list-member 0*31( OWS "," OWS list-member )</c>, over one or more
/// fields. It is other vendors' and goes on as it came, so nothing is read from it. A value; one request at a time.
/// </summary>
internal struct TraceState
{
    /// <summary>Members of one list at most.</summary>
    internal const int MaxMembers = 32;
    private const int MaxKey = 256;
    private const int MaxTenant = 241;
    private const int MaxSystem = 14;
    private const int MaxValue = 256;
    private static readonly SearchValues<byte> KeyBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-*/"u8);
    private int _members;

    /// <summary>Judges the value of the next field; false when the whole list is to be dropped.</summary>
    internal bool Take(ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty)
        {
            int comma = value.IndexOf((byte)',');
            ReadOnlySpan<byte> member = (comma < 0 ? value : value[..comma]).Trim(" \t"u8);
            value = comma < 0 ? default : value[(comma + 1)..];
            // Empty members are allowed (§3.3.1.1).
            if (!member.IsEmpty && (++_members > MaxMembers || !IsMember(member)))
                return false;
        }
        return true;
    }

    // list-member = key "=" value; the value may hold no other "=".
    private static bool IsMember(ReadOnlySpan<byte> member)
    {
        int equals = member.IndexOf((byte)'=');
        return equals > 0 && IsKey(member[..equals]) && IsValue(member[(equals + 1)..]);
    }

    private static bool IsKey(ReadOnlySpan<byte> key)
    {
        int at = key.IndexOf((byte)'@');
        if (at < 0)
            return IsName(key, MaxKey) && !char.IsAsciiDigit((char)key[0]);
        ReadOnlySpan<byte> system = key[(at + 1)..];
        return IsName(key[..at], MaxTenant) && IsName(system, MaxSystem) && !char.IsAsciiDigit((char)system[0]);
    }

    private static bool IsName(ReadOnlySpan<byte> name, int most) =>
        name.Length > 0 && name.Length <= most && char.IsAsciiLetterOrDigit((char)name[0]) && !name.ContainsAnyExcept(KeyBytes);

    // Printable ASCII without comma and "="; its end, trimmed before, is no space.
    private static bool IsValue(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= MaxValue && !value.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !value.Contains((byte)'=');
}
