using System.Collections.Concurrent;
using Edge.LoadTests.Chaos.Material;
using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>All requests that are under way, by nonce, and those that ended a short while ago: what must hold for them afterwards is looked at then. Safe from any thread.</summary>
internal sealed class Ledger(Tally tally)
{
    /// <summary>How long a replica may still work on a request behind its outcome: the way of a reset through a slow link and a busy machine.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Nonce, RequestRecord> _asked = new();
    private readonly ConcurrentQueue<RequestRecord> _ended = new();
    private long _arrived;
    private long _repeats;

    /// <summary>Requests that came to a replica, each counted once.</summary>
    internal long Arrived => Volatile.Read(ref _arrived);

    /// <summary>How often one came again.</summary>
    internal long Repeats => Volatile.Read(ref _repeats);

    /// <summary>Begins a request.</summary>
    internal RequestRecord Open(Plan plan) => _asked[plan.Nonce] = new RequestRecord(plan);

    /// <summary>The request a replica was sent, or null, which is a violation.</summary>
    internal RequestRecord? Find(Nonce nonce) => _asked.GetValueOrDefault(nonce);

    /// <summary>A request has come to a replica.</summary>
    internal Attempt Arrive(RequestRecord asked, string replica, bool reused, bool hasLink)
    {
        Attempt attempt = asked.Arrive(replica, reused, hasLink, out string? forbidden);
        if (forbidden is not null)
            tally.Violation(ViolationKind.Repeated, forbidden, asked.ToString());
        Interlocked.Increment(ref (attempt.Number == 0 ? ref _arrived : ref _repeats));
        return attempt;
    }

    /// <summary>The caller of a request is done with it.</summary>
    internal void End(RequestRecord asked)
    {
        asked.CallerOver = TimeProvider.System.GetTimestamp();
        _ended.Enqueue(asked);
    }

    /// <summary>Looks at requests that ended long enough ago, or at <paramref name="all"/> that ended.</summary>
    internal void Sweep(bool all = false)
    {
        while (_ended.TryPeek(out RequestRecord? asked) && (all || TimeProvider.System.GetElapsedTime(asked.CallerOver) > Grace) && _ended.TryDequeue(out asked))
        {
            if (asked.Close() is { } violation)
                tally.Violation(violation.Kind, violation.What, asked.ToString());
            _asked.TryRemove(asked.Plan.Nonce, out _);
        }
    }

    /// <summary>Sweeps each second until <paramref name="stop"/>.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            Sweep();
        }
    }
}
