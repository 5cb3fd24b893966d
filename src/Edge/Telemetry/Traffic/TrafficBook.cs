using Edge.Faults;

namespace Edge.Telemetry.Traffic;

/// <summary>Requests that are over, counted in memory that has a bound. One thread records, any may read.</summary>
/// <param name="mostNames">How many routers and how many replicas are told apart; those that get no requests make room for others.</param>
internal sealed class TrafficBook(int mostNames = 16_384) : ITrafficView
{
    /// <summary>So many failures are kept.</summary>
    internal const int MostFailures = 100;

    private const int LeastErrorStatus = 500;

    private readonly TrafficCount _whole = new();
    private readonly TrafficTable<RouterCount> _routers = new(mostNames);
    private readonly TrafficTable<TrafficCount> _replicas = new(mostNames);
    private readonly Lock _gate = new();
    private readonly Queue<RecentFailure> _failures = new(MostFailures);

    /// <inheritdoc/>
    public TrafficFigures Whole => _whole.Read();

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, RouterTraffic>> Routers => _routers.All.Select(one => KeyValuePair.Create(one.Key, one.Value.ReadAll()));

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, TrafficFigures>> Replicas => _replicas.All.Select(one => KeyValuePair.Create(one.Key, one.Value.Read()));

    /// <inheritdoc/>
    public IReadOnlyList<RecentFailure> Failures
    {
        get
        {
            lock (_gate)
                return [.. _failures.Reverse()];
        }
    }

    /// <summary>Counts a request that is over. One thread at a time.</summary>
    internal void Record(in FinishedRequest request)
    {
        FaultSide? side = SideOf(request);
        int firstByte = request.FirstByte < 0 ? -1 : FirstByteCounts.BucketOf(request.FirstByte);
        _whole.Add(side, firstByte);
        if (_routers.Find(request.Router) is { } router)
        {
            if (request.Deployment.Length > 0)
                router.AddMember(request.Deployment);
            router.Add(side, firstByte);
        }
        _replicas.Find(request.Replica)?.Add(side, firstByte);
        if (side is { } failed)
            Keep(request, failed);
    }

    private static FaultSide? SideOf(in FinishedRequest request)
    {
        if (request.Fault != FaultKind.None)
            return FaultTable.Of(request.Fault).Side;
        return request.Status >= LeastErrorStatus ? FaultSide.Upstream : null;
    }

    private void Keep(in FinishedRequest request, FaultSide side)
    {
        string reason = request.Fault == FaultKind.None ? $"{request.Status}" : FaultTable.Of(request.Fault).Code;
        var failure = new RecentFailure(request.At, request.Id, request.Router, request.Replica, reason, side, request.Status);
        lock (_gate)
        {
            if (_failures.Count == MostFailures)
                _failures.Dequeue();
            _failures.Enqueue(failure);
        }
    }
}
