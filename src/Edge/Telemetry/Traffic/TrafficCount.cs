using System.Collections.Immutable;
using Edge.Faults;

namespace Edge.Telemetry.Traffic;

/// <summary>Counts of one thing that requests went to. One thread writes, any may read.</summary>
internal class TrafficCount
{
    private readonly long[] _failed = new long[Enum.GetValues<FaultSide>().Length];
    private readonly long[] _firstBytes = new long[FirstByteCounts.Buckets];
    private long _requests;
    private TrafficFigures _read = TrafficFigures.None;

    /// <summary>Whether it got a request since the table it is in was last cleared of old ones. For the writer alone.</summary>
    internal bool IsRecent { get; set; } = true;

    /// <summary>Counts a request.</summary>
    /// <param name="side">Whose fault it is that it failed; null where it did not.</param>
    /// <param name="firstByte">The bucket of <see cref="FirstByteCounts"/> for the time until its answer began; negative where none did.</param>
    internal void Add(FaultSide? side, int firstByte)
    {
        if (side is { } failed)
            Grow(ref _failed[(int)failed]);
        if (firstByte >= 0)
            Grow(ref _firstBytes[firstByte]);
        // The last one, so that whoever sees it sees the others.
        Grow(ref _requests);
    }

    /// <summary>What was counted so far; the same object as long as nothing was added.</summary>
    internal TrafficFigures Read()
    {
        long requests = Volatile.Read(ref _requests);
        TrafficFigures read = Volatile.Read(ref _read);
        if (read.Requests == requests)
            return read;
        var failed = new SideCounts(Failed(FaultSide.Caller), Failed(FaultSide.Policy), Failed(FaultSide.Upstream), Failed(FaultSide.Edge));
        var buckets = ImmutableArray.CreateBuilder<long>(FirstByteCounts.Buckets);
        for (int i = 0; i < _firstBytes.Length; i++)
            buckets.Add(Volatile.Read(ref _firstBytes[i]));
        read = new TrafficFigures(requests, failed, new FirstByteCounts(buckets.MoveToImmutable()));
        Volatile.Write(ref _read, read);
        return read;
    }

    private static void Grow(ref long count) => Volatile.Write(ref count, count + 1);

    private long Failed(FaultSide side) => Volatile.Read(ref _failed[(int)side]);
}
