using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>A waiter that writes down what it is told, and how often.</summary>
internal sealed class FakeWaiter : ILeaseWaiter
{
    private readonly TaskCompletionSource<(UpstreamConnection? Connection, FaultKind Fault)> _told =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    internal int Calls => Volatile.Read(ref _calls);

    internal bool IsTold => _told.Task.IsCompleted;

    public void Leased(UpstreamConnection connection) => Tell((connection, FaultKind.None));

    public void LeaseFailed(FaultKind fault) => Tell((null, fault));

    internal async Task<UpstreamConnection> Connection() => (await Until.Done(_told.Task)).Connection.ShouldNotBeNull();

    internal async Task<FaultKind> Fault() => (await Until.Done(_told.Task)).Fault;

    private void Tell((UpstreamConnection?, FaultKind) outcome)
    {
        Interlocked.Increment(ref _calls);
        _told.TrySetResult(outcome);
    }
}
