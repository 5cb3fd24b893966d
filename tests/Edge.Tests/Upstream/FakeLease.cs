using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>Someone on a loop who writes down what it is told, and how often.</summary>
internal sealed class FakeLease : ILoopLease
{
    private readonly TaskCompletionSource<(LoopUpstream? Connection, FaultKind Fault)> _told =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private int _readied;

    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>How often its connection had something to say.</summary>
    internal int Readied => Volatile.Read(ref _readied);

    public void Leased(LoopUpstream connection) => Tell((connection, FaultKind.None));

    public void LeaseFailed(FaultKind fault) => Tell((null, fault));

    public void UpstreamReady() => Interlocked.Increment(ref _readied);

    public void UpstreamAbandoned()
    {
    }

    internal async Task<LoopUpstream> Connection()
    {
        (LoopUpstream? connection, FaultKind fault) = await Until.Done(_told.Task);
        return connection.ShouldNotBeNull($"failed with {fault}");
    }

    internal async Task<FaultKind> Fault() => (await Until.Done(_told.Task)).Fault;

    private void Tell((LoopUpstream?, FaultKind) outcome)
    {
        Interlocked.Increment(ref _calls);
        _told.TrySetResult(outcome);
    }
}
