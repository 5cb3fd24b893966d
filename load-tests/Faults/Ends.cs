using System.Collections.Concurrent;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>What became of many requests, and how long each took. Safe from any thread.</summary>
internal sealed class Ends
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChatEnd, List<TimeSpan>> _times = [];
    private readonly ConcurrentDictionary<string, int> _reasons = new();

    /// <summary>All of them.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _times.Values.Sum(times => times.Count);
        }
    }

    /// <summary>Those that are neither whole nor told of a failure they could not be spared: what callers must not see.</summary>
    internal int Failed => Count - Of(ChatEnd.Whole) - Of(ChatEnd.Told);

    /// <summary>How many ended so.</summary>
    internal int Of(ChatEnd end)
    {
        lock (_gate)
            return _times.TryGetValue(end, out List<TimeSpan>? times) ? times.Count : 0;
    }

    /// <summary>One request in a hundred of those that ended so took longer, in ms.</summary>
    internal double P99(ChatEnd end)
    {
        lock (_gate)
            return _times.TryGetValue(end, out List<TimeSpan>? times) ? Percentile.Of(times, 0.99) : 0;
    }

    /// <summary>One more, which took so long; <paramref name="reason"/> says why it is not whole, where that is known.</summary>
    internal void Add(ChatEnd end, TimeSpan time, string reason)
    {
        lock (_gate)
        {
            if (!_times.TryGetValue(end, out List<TimeSpan>? times))
                _times[end] = times = [];
            times.Add(time);
        }
        if (end != ChatEnd.Whole)
            _reasons.AddOrUpdate(reason.Length > 0 ? reason : end.ToString(), 1, static (_, count) => count + 1);
    }

    /// <summary>All that are not whole by reason, for people.</summary>
    internal string Reasons() =>
        _reasons.IsEmpty ? "none" : string.Join(", ", _reasons.OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Value} {reason.Key}"));
}
