using ConfigSync.Snapshots;
using Edge.Faults;

namespace Edge.Access;

/// <summary>
/// Remembers which presented keys were right, so that a caller's next request costs no SHA-256. What it knows of a key is a
/// digest under a secret of its own, never the key; it forgets all when another snapshot comes. One thread at a time.
/// </summary>
internal sealed class KeyCache
{
    // More callers than a loop has busy at once, in 8 KiB. Two that share a slot look each other's key up, no worse than without.
    private const int Slots = 256;

    // Digesting a longer key costs as much as looking it up.
    private const int MaxKeyLength = 256;
    private readonly Slot[] _slots = new Slot[Slots];
    private readonly KeyDigest _digest = new(Seed.Next(), Seed.Next());
    private RoutingSnapshot? _snapshot;

    /// <summary>
    /// As <see cref="Caller.Identify(RoutingSnapshot, ReadOnlySpan{byte}, out Fault)"/>. Only right keys are kept: wrong ones push
    /// none out.
    /// </summary>
    internal CallerIdentity Identify(RoutingSnapshot snapshot, ReadOnlySpan<byte> key, out Fault fault)
    {
        if (!ReferenceEquals(_snapshot, snapshot))
            Renew(snapshot);
        if (key.IsEmpty || key.Length > MaxKeyLength || !snapshot.ChecksKeys)
            return Caller.Identify(snapshot, key, out fault);
        (ulong low, ulong high) = _digest.Of(key);
        ref Slot slot = ref _slots[(int)(low % Slots)];
        // Both halves at once: how long it takes says nothing about either.
        if (slot.Caller.IsKnown && ((slot.Low ^ low) | (slot.High ^ high)) == 0)
        {
            fault = default;
            return slot.Caller;
        }
        CallerIdentity caller = Caller.Identify(snapshot, key, out fault);
        if (caller.IsKnown)
            slot = new Slot { Low = low, High = high, Caller = caller };
        return caller;
    }

    private void Renew(RoutingSnapshot snapshot)
    {
        Array.Clear(_slots);
        _snapshot = snapshot;
    }

    private struct Slot
    {
        internal ulong Low, High;
        internal CallerIdentity Caller;
    }
}
