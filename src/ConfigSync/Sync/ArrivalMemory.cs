using System.Runtime;

namespace ConfigSync.Sync;

/// <summary>
/// Memory for a large set that arrives. Almost all that is read of it is kept, and a collector that sees it grow looks at it again and again:
/// of a start with a hundred thousand routers that was a third. So nothing is collected until the set is whole, or has outgrown
/// <see cref="MostBytes"/>, and then once. One thread at a time; of several in one process one alone holds collections back.
/// </summary>
internal sealed class ArrivalMemory
{
    /// <summary>What some hundred thousand documents take, garbage included; address space, of which only what is used becomes memory.</summary>
    private const long MostBytes = 384L << 20;

    /// <summary>A process that may have little memory keeps most of it for what it was started for.</summary>
    private const int LeastShare = 8;

    private bool _holds;
    private bool _isYoung;

    /// <summary>A large set has begun to arrive. Again before <see cref="End"/> does nothing.</summary>
    internal void Begin()
    {
        if (_holds || GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            return;
        try
        {
            _holds = GC.TryStartNoGCRegion(Math.Min(MostBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / LeastShare));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            // Somebody else has just begun to, or that much is not to be had: then collections come as they do.
        }
    }

    /// <summary>The set is whole, or not awaited any more: what was kept is collected once, as what stays.</summary>
    internal void End()
    {
        if (!_holds)
            return;
        _holds = false;
        try
        {
            // It has ended by itself where the set was larger.
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
                GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // Just now.
        }
        // All of it is of the youngest generation. Together with the oldest one it would be moved where a quarter of it is garbage, which takes twice as long.
        GC.Collect(generation: 1, GCCollectionMode.Forced, blocking: true, compacting: false);
        _isYoung = true;
    }

    /// <summary>
    /// To be called when the set serves: one collection has made it only middle-aged, and the next one, under the first requests, would look at all
    /// of it again. It does so now, while nobody waits yet.
    /// </summary>
    internal void Settle()
    {
        if (!_isYoung)
            return;
        _isYoung = false;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }
}
