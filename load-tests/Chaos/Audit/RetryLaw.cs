using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>When a request may come to a replica although it came to one before (ARCHITECTURE.md, "When something fails").</summary>
internal static class RetryLaw
{
    /// <summary>The statuses that another replica is asked for: the default of <c>retryOn</c>.</summary>
    private static readonly int[] Elsewhere = [429, 500, 502, 503, 504, 529];

    /// <summary>
    /// Why <paramref name="next"/> must not be, or null. <paramref name="before"/> are the attempts before it, the latest last; none is not a repeat.
    /// </summary>
    internal static string? Forbids(Plan plan, IReadOnlyList<Attempt> before, Attempt next)
    {
        if (before.Count == 0)
            return null;
        if (!plan.Path.IsRepeatable)
            return "a call that may not be repeated was";
        Attempt last = before[^1];
        // What a link lost its replica does not know, and what it kept back may come behind what was sent later.
        if (last.HasLink || next.HasLink)
            return null;
        if (last.Status == 0)
        {
            if (last.Fate != Fate.Unanswered)
                return "asked again although the replica had neither closed nor answered";
            // Whether the connection was new it cannot tell: one that waited in its pool before its first request looks so, too.
            return before.Count(attempt => attempt is { Status: 0, HasLink: false }) > 1 ? "asked again for a closed connection more than once" : null;
        }
        if (!Elsewhere.Contains(last.Status))
            return "asked again behind the first byte of an answer";
        return before.Any(attempt => attempt.Status != 0 && attempt.Replica == next.Replica) ? "a replica was asked again that had answered" : null;
    }
}
