using System.Collections.Concurrent;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>A connector whose connects stay under way until the test ends them, in the order they began.</summary>
internal sealed class FakeConnector : IConnector
{
    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private int _begun;

    /// <summary>Connects begun so far.</summary>
    internal int Begun => Volatile.Read(ref _begun);

    /// <summary>The streams of all connections made.</summary>
    internal ConcurrentQueue<FakeStream> Streams { get; } = new();

    public ValueTask<ConnectOutcome> ConnectAsync(UpstreamEndpoint endpoint, CancellationToken ct)
    {
        var attempt = new Attempt(endpoint, ct);
        _attempts.Enqueue(attempt);
        Interlocked.Increment(ref _begun);
        return new ValueTask<ConnectOutcome>(attempt.Outcome.Task);
    }

    /// <summary>Takes the connect that began first, waiting for it to begin.</summary>
    internal async Task<Attempt> Next()
    {
        Attempt? attempt = null;
        await Until.True(() => _attempts.TryDequeue(out attempt));
        return attempt!;
    }

    internal async Task<UpstreamConnection> Succeed()
    {
        Attempt attempt = await Next();
        var connection = Connection();
        attempt.Outcome.SetResult(new ConnectOutcome(connection));
        return connection;
    }

    internal async Task Fail(FaultKind fault) => (await Next()).Outcome.SetResult(new ConnectOutcome(fault, "as told"));

    internal UpstreamConnection Connection()
    {
        var stream = new FakeStream();
        Streams.Enqueue(stream);
        return new UpstreamConnection(stream);
    }

    internal sealed record Attempt(UpstreamEndpoint Endpoint, CancellationToken Token)
    {
        internal TaskCompletionSource<ConnectOutcome> Outcome { get; } = new();
    }
}
