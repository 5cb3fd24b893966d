namespace Shared.Hostile;

/// <summary>Says by what was seen alone whether a proxy has held.</summary>
internal static class Judge
{
    /// <summary>Null when it has held; else what it let happen.</summary>
    internal static string? Of(HostileCase hostile, Observation seen) =>
        OfBackend(hostile, seen) ?? OfOthers(seen) ?? (hostile.IsAnswer ? OfAnswer(hostile, seen) : OfRequest(hostile, seen));

    /// <summary>Whatever the case: nothing doubtful reaches the backend, and no request is made out of another.</summary>
    private static string? OfBackend(HostileCase hostile, Observation seen)
    {
        if (seen.Requests.FirstOrDefault(r => r.Message.Doubt is not null) is { } doubtful)
            return $"reached the backend in doubt: {doubtful.Message.Doubt}";
        if (seen.Requests.Any(r => Has(r.Message.Line, "smuggled") || Has(r.Message.Line, "evil")))
            return "made a request that nobody sent";
        if (!hostile.IsAnswer && seen.Own.Count() > 1)
            return "became two requests";
        IEnumerable<string> heads = seen.Own.Select(r => r.Message.Head).Concat(seen.Answers.Select(a => a.Head));
        return hostile.Never.FirstOrDefault(text => heads.Any(head => Has(head, text))) is { } passed ? $"passed on '{passed.Trim()}'" : null;
    }

    /// <summary>Whatever the case: everybody gets the answer to the own call.</summary>
    private static string? OfOthers(Observation seen)
    {
        if (seen.Answers.Any(a => Has(a.Body, "evil")))
            return "passed on an answer that nobody asked for";
        if (seen.Answers.Skip(1).Any(a => a is { Status: 200 } && a.Body != HostileRun.BodyFor(HostileRun.Probe)))
            return "gave another answer to the call behind it";
        return seen.Next is not { Status: 200, IsWhole: true } next ? "left the next caller without an answer"
            : next.Body != HostileRun.BodyFor(HostileRun.Next) ? "gave another answer to the next caller"
            : null;
    }

    private static string? OfRequest(HostileCase hostile, Observation seen) => hostile.Held switch
    {
        Held.Refused => OfRefused(seen),
        Held.NotForwarded => seen.Own.Any() ? "reached the backend" : seen.Status is > 0 and < 400 ? $"answered {seen.Status}" : null,
        Held.RefusedOrLast when !seen.Own.Any() => OfRefused(seen),
        Held.RefusedOrOne when !seen.Own.Any() => seen.Ended ? null : "waits for more",
        _ => OfForwarded(hostile, seen),
    };

    private static string? OfRefused(Observation seen) =>
        seen.Own.Any() ? "reached the backend"
        : seen.Status is > 0 and < 400 ? $"answered {seen.Status}"
        : OfEnd(seen);

    private static string? OfEnd(Observation seen) =>
        HasProbe(seen) ? "went on with what followed"
        : !seen.Ended ? "waits for more"
        : null;

    private static string? OfForwarded(HostileCase hostile, Observation seen)
    {
        if (!seen.Own.Any())
            return "did not reach the backend";
        if (seen.Own.First().Message.Body != hostile.Body)
            return "reached the backend with another body";
        return hostile.Held switch
        {
            Held.RefusedOrLast => OfEnd(seen),
            Held.Forwarded when !HasProbe(seen) || seen.Answers.Count(a => a.Status == 200) < 2 => "did not go on",
            _ => seen.Ended ? null : "waits for more",
        };
    }

    private static string? OfAnswer(HostileCase hostile, Observation seen)
    {
        StrictMessage? first = seen.Answers.Count == 0 ? null : seen.Answers[0];
        if (first?.Doubt is { } doubt)
            return $"passed on in doubt: {doubt}";
        bool isError = first is null ? seen.Ended : first is { Status: >= 500, IsWhole: true };
        bool isCut = first is { IsWhole: false } && seen.Ended;
        bool isOne = first is { IsWhole: true } && first.Body == hostile.Body;
        bool asItShould = hostile.Held switch
        {
            Held.BadGateway => isError,
            Held.Broken => isError || isCut,
            Held.Relayed => isOne,
            _ => isError || isCut || isOne,
        };
        if (!asItShould)
            return first is null ? "waits for more" : isCut ? "cut it" : $"passed on as {first.Status} '{first.Body[..Math.Min(first.Body.Length, 20)]}'";
        return hostile.Held is not (Held.Relayed or Held.BrokenOrOne) && IsReused(seen) ? "used the connection again" : null;
    }

    private static bool IsReused(Observation seen)
    {
        int[] own = [.. seen.Own.Select(r => r.Connection)];
        return seen.Requests.Any(r => r.Caller is HostileRun.Probe or HostileRun.Next && own.Contains(r.Connection));
    }

    private static bool HasProbe(Observation seen) => seen.Requests.Any(r => r.Caller == HostileRun.Probe);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
