using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Telemetry.Traffic;

/// <summary>What is counted of one route. One thread counts; sums may be read from any.</summary>
/// <param name="key">The route.</param>
/// <param name="histograms">Its series of those that are told apart by route.</param>
internal sealed class RouteTraffic(RouteKey key, RouteHistograms histograms)
{
    private static readonly int Outcomes = Enum.GetValues<RequestOutcome>().Length;
    private static readonly int Kinds = Enum.GetValues<FaultKind>().Length;
    private long[]? _failed;
    private long _answered;
    private long _attemptsAnswered;
    private long _attemptsErroneous;
    private long _attemptsFailed;
    private long _retriedReused;
    private long _retriedConnect;
    private long _retriedQueue;
    private long _retriedStatus;
    private long _input;
    private long _cached;
    private long _output;
    private long _estimated;
    private long _cost;

    /// <summary>The route.</summary>
    internal RouteKey Key => key;

    /// <summary>Whether it got a record since those that do not were last looked for. For the thread that counts.</summary>
    internal bool IsRecent { get; set; } = true;

    /// <summary>Its series.</summary>
    internal RouteHistograms Histograms => histograms;

    /// <summary>Requests whose answer was passed on whole.</summary>
    internal long Answered => Volatile.Read(ref _answered);

    /// <summary>Attempts that brought an answer with a status below 500, wanted or not.</summary>
    internal long AttemptsAnswered => Volatile.Read(ref _attemptsAnswered);

    /// <summary>Attempts whose answer said that the replica failed.</summary>
    internal long AttemptsErroneous => Volatile.Read(ref _attemptsErroneous);

    /// <summary>Attempts that brought none.</summary>
    internal long AttemptsFailed => Volatile.Read(ref _attemptsFailed);

    /// <summary>Attempts repeated because a reused connection had closed.</summary>
    internal long RetriedReused => Volatile.Read(ref _retriedReused);

    /// <summary>Attempts repeated because no connection was to be had.</summary>
    internal long RetriedConnect => Volatile.Read(ref _retriedConnect);

    /// <summary>Attempts repeated because no connection was free.</summary>
    internal long RetriedQueue => Volatile.Read(ref _retriedQueue);

    /// <summary>Attempts repeated because of their answer's status.</summary>
    internal long RetriedStatus => Volatile.Read(ref _retriedStatus);

    /// <summary>Tokens of prompts, cached ones among them.</summary>
    internal long InputTokens => Volatile.Read(ref _input);

    /// <summary>Tokens of prompts that were in a cache.</summary>
    internal long CachedTokens => Volatile.Read(ref _cached);

    /// <summary>Tokens of answers, as models told.</summary>
    internal long OutputTokens => Volatile.Read(ref _output);

    /// <summary>Tokens of answers that nobody told: counted by events.</summary>
    internal long EstimatedTokens => Volatile.Read(ref _estimated);

    /// <summary>What all of that cost, in billionths of a dollar.</summary>
    internal long CostNanos => Volatile.Read(ref _cost);

    /// <summary>Requests that ended otherwise, by how.</summary>
    internal IEnumerable<FailureCount> Failures()
    {
        if (Volatile.Read(ref _failed) is not { } failed)
            yield break;
        for (int i = 0; i < failed.Length; i++)
        {
            if (Volatile.Read(ref failed[i]) is > 0 and var count)
                yield return new FailureCount((FaultKind)(i / Outcomes), (RequestOutcome)(i % Outcomes), count);
        }
    }

    /// <summary>Counts a request that is over.</summary>
    internal void CountRequest(in RequestRecord record)
    {
        if (record.Outcome == RequestOutcome.Answered)
        {
            Volatile.Write(ref _answered, _answered + 1);
            return;
        }
        long[] failed = _failed ?? new long[Kinds * Outcomes];
        failed[((int)record.Fault * Outcomes) + (int)record.Outcome]++;
        Volatile.Write(ref _failed, failed);
    }

    /// <summary>Counts the tokens of a request that is over.</summary>
    internal void CountUsage(in UsageFigures usage, long cost)
    {
        Volatile.Write(ref _input, _input + Math.Max(0, usage.Input));
        Volatile.Write(ref _cached, _cached + Math.Max(0, usage.CachedInput));
        if (usage.IsEstimate)
            Volatile.Write(ref _estimated, _estimated + Math.Max(0, usage.Output));
        else
            Volatile.Write(ref _output, _output + Math.Max(0, usage.Output));
        Volatile.Write(ref _cost, _cost + Math.Max(0, cost));
    }

    /// <summary>Counts an attempt that is over. What the caller or policy ended says nothing of the replica, and is none of these.</summary>
    internal void CountAttempt(in RequestRecord record)
    {
        if (record.Outcome == RequestOutcome.Answered)
            Volatile.Write(ref _attemptsAnswered, _attemptsAnswered + 1);
        else if (record.Outcome == RequestOutcome.Error)
            Volatile.Write(ref _attemptsErroneous, _attemptsErroneous + 1);
        else if (FaultTable.Of(record.Fault).Side == FaultSide.Upstream)
            Volatile.Write(ref _attemptsFailed, _attemptsFailed + 1);
        if (record.IsAttempt)
            CountRetry(record.Fault);
    }

    /// <summary>Adds what was counted of <paramref name="other"/>, which is forgotten.</summary>
    internal void Take(RouteTraffic other)
    {
        Grow(ref _answered, other._answered);
        Grow(ref _attemptsAnswered, other._attemptsAnswered);
        Grow(ref _attemptsErroneous, other._attemptsErroneous);
        Grow(ref _attemptsFailed, other._attemptsFailed);
        Grow(ref _retriedReused, other._retriedReused);
        Grow(ref _retriedConnect, other._retriedConnect);
        Grow(ref _retriedQueue, other._retriedQueue);
        Grow(ref _retriedStatus, other._retriedStatus);
        Grow(ref _input, other._input);
        Grow(ref _cached, other._cached);
        Grow(ref _output, other._output);
        Grow(ref _estimated, other._estimated);
        Grow(ref _cost, other._cost);
        if (other._failed is not { } theirs)
            return;
        long[] failed = _failed ?? new long[Kinds * Outcomes];
        for (int i = 0; i < theirs.Length; i++)
            Grow(ref failed[i], theirs[i]);
        Volatile.Write(ref _failed, failed);
    }

    private static void Grow(ref long sum, long more) => Volatile.Write(ref sum, sum + more);

    private void CountRetry(FaultKind fault)
    {
        if (fault == FaultKind.None)
            Volatile.Write(ref _retriedStatus, _retriedStatus + 1);
        else if (fault == FaultKind.UpstreamClosed)
            Volatile.Write(ref _retriedReused, _retriedReused + 1);
        else if (FaultTable.Of(fault).Side == FaultSide.Policy)
            Volatile.Write(ref _retriedQueue, _retriedQueue + 1);
        else
            Volatile.Write(ref _retriedConnect, _retriedConnect + 1);
    }
}
