using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>
/// A load balancer in front of edges: it asks each one's <c>/readyz</c> all the time and spreads requests in turn over those that said yes last. It sends nothing twice.
/// Safe from any thread.
/// </summary>
internal sealed class Balancer(IReadOnlyList<EdgeProcess> edges) : IDisposable
{
    /// <summary>How often load balancers look, when they look often.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    private readonly Callers[] _callers = [.. edges.Select(edge => new Callers(edge.Port))];
    private readonly bool[] _ready = [.. edges.Select(_ => true)];
    private uint _turn;

    /// <summary>Looks until <paramref name="stop"/>.</summary>
    internal Task WatchAsync(CancellationToken stop) => Task.WhenAll(edges.Select((_, edge) => WatchAsync(edge, stop)));

    /// <summary>Whether it gives requests to this one.</summary>
    internal bool IsUsed(int edge) => Volatile.Read(ref _ready[edge]);

    /// <summary>Makes a request; what became of it.</summary>
    internal Task<(ChatEnd End, string Reason)> AskAsync(Chat chat)
    {
        uint turn = Interlocked.Increment(ref _turn);
        for (int i = 0; i < edges.Count; i++)
        {
            int edge = (int)((turn + i) % edges.Count);
            if (IsUsed(edge))
                return _callers[edge].AskAsync(chat);
        }
        return Task.FromResult((ChatEnd.NotConnected, "no edge is ready"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Callers callers in _callers)
            callers.Dispose();
    }

    private async Task WatchAsync(int edge, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Volatile.Write(ref _ready[edge], await edges[edge].IsReadyAsync());
            await Task.Delay(Look, CancellationToken.None);
        }
    }
}
