using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>One request: its plan, what replicas did, and when its caller was done. Safe from any thread.</summary>
internal sealed class RequestRecord(Plan plan)
{
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];

    internal Plan Plan => plan;

    /// <summary>Arrivals so far.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _attempts.Count;
        }
    }

    /// <summary>When the caller was done, as a timestamp; 0 while it is not.</summary>
    internal long CallerOver { get; set; }

    /// <summary>The attempt whose answer the caller saw a part of; -1 for none.</summary>
    internal int SeenAttempt { get; set; } = -1;

    /// <summary>Notes an arrival; <paramref name="forbidden"/> says why it must not be, or is null.</summary>
    internal Attempt Arrive(string replica, bool reused, bool hasLink, out string? forbidden)
    {
        lock (_lock)
        {
            var attempt = new Attempt(_attempts.Count, replica, reused, hasLink);
            forbidden = RetryLaw.Forbids(plan, _attempts, attempt);
            _attempts.Add(attempt);
            return attempt;
        }
    }

    /// <summary>The attempt of this number, or null.</summary>
    internal Attempt? Find(int number)
    {
        lock (_lock)
            return number >= 0 && number < _attempts.Count ? _attempts[number] : null;
    }

    /// <summary>What is wrong now that the caller has been done for a while, or null.</summary>
    internal (ViolationKind Kind, string What)? Close()
    {
        lock (_lock)
        {
            if (_attempts.Exists(attempt => !attempt.IsOver))
                return (ViolationKind.Uncancelled, "a replica still works on a request whose caller is done");
            // Through a link an earlier one may come later.
            if (SeenAttempt >= 0 && _attempts.Skip(SeenAttempt + 1).Any(attempt => !attempt.HasLink))
                return (ViolationKind.Repeated, "sent once more although a part of an answer had been passed on");
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lock)
            return $"{plan} attempts: {string.Join(' ', _attempts)}";
    }
}
