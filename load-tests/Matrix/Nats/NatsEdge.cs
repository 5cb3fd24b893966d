using Edge.LoadTests.Common;
using Edge.LoadTests.Common.Links;
using Edge.LoadTests.Matrix.Wire;

namespace Edge.LoadTests.Matrix.Nats;

/// <summary>An edge whose way to NATS is a link, its steady callers, and a router of its own that changes. One task.</summary>
internal sealed class NatsEdge : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly NatsStand _stand;
    private readonly EdgeProcess _edge;
    private readonly string _router;
    private readonly List<string> _failures = [];
    private Others? _others;
    private int _asked;
    private int _descriptors;

    /// <summary>Nothing runs yet.</summary>
    internal NatsEdge(NatsStand stand, string name)
    {
        (_stand, _router) = (stand, $"probe-{name}");
        Link = new FaultyLink(stand.Server.Port);
        _edge = stand.NewEdge(name, Link.Port);
    }

    /// <summary>Its way to NATS.</summary>
    internal FaultyLink Link { get; }

    /// <summary>Where its router leads by the bucket.</summary>
    internal string Written { get; private set; } = "b";

    /// <summary>Where it led before.</summary>
    internal string Before => Written == "a" ? "b" : "a";

    /// <summary>Answers of steady callers that were looked at.</summary>
    internal int Asked => _asked + (_others?.Asked ?? 0);

    /// <summary>What steady callers failed in since this was called last.</summary>
    internal IReadOnlyCollection<string> TakeFailures()
    {
        string[] failures = [.. _failures, .. _others?.TakeFailures() ?? []];
        _failures.Clear();
        return failures;
    }

    /// <summary>Starts it for the first time, and waits until it follows.</summary>
    internal async Task StartAsync()
    {
        await TurnAsync();
        await _edge.StartAsync();
        await _edge.UntilAsync(IsLiveAsync, "following");
        await CallAsync();
        _descriptors = _edge.Figures.OpenFiles();
    }

    /// <summary>Stops it as an operator would, and starts it with what it has kept and whatever the link does now. Ready when this returns.</summary>
    internal async Task RestartAsync(Action meanwhile)
    {
        await _others!.DisposeAsync();
        _failures.AddRange(_others.TakeFailures());
        _asked += _others.Asked;
        _others = null;
        await _edge.StopAsync();
        meanwhile();
        await _edge.StartAsync();
        await CallAsync();
    }

    /// <summary>Lets its router lead to the other deployment, over a link without faults.</summary>
    internal async Task TurnAsync()
    {
        Written = Before;
        await _stand.PointAsync(_router, Written);
    }

    /// <summary>Whether it says that it follows the bucket.</summary>
    internal Task<bool> IsLiveAsync() => _edge.IsStoreAsync("live");

    /// <summary>Whether its router leads where the bucket says; null where it leads nowhere.</summary>
    internal async Task<bool?> FollowsAsync()
    {
        if ((await AskAsync(Written)).Fate == Fate.Whole)
            return true;
        return (await AskAsync(Before)).Fate == Fate.Whole ? false : null;
    }

    /// <summary>What it has more than when it was started first, or null.</summary>
    internal string? LeftOver()
    {
        // Connections of operators, and of steady callers to their replica, come and go.
        const int Allowed = 6;
        int now = _edge.Figures.OpenFiles();
        return Link.Open == 1 && now <= _descriptors + Allowed ? null : $"left over: {Link.Open} connections to NATS, {now} descriptors ({_descriptors} before)";
    }

    /// <summary>Lines of its log that tell of a mistake of its own.</summary>
    internal IReadOnlyList<string> Mistakes() => _edge.Mistakes();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_others is not null)
            await _others.DisposeAsync();
        _edge.Dispose();
        Link.Dispose();
    }

    private Task<Ending> AskAsync(string served) => Caller.AskOnceAsync(_edge.Port, Question.New(_router, served, Ask.Small), Patience);

    private async Task CallAsync()
    {
        _others = new Others(_edge.Port, NatsStand.Steady, "a", callers: 2);
        await _edge.UntilAsync(() => Task.FromResult(_others.Asked > 10), "serving");
    }
}
