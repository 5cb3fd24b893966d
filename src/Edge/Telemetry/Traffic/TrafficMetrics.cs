using System.Diagnostics.Metrics;
using Edge.Faults;
using Edge.Telemetry.Exposition;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Traffic;

/// <summary>Makes metrics of records: counters that are read when asked for, histograms that are written here. One thread counts.</summary>
internal sealed class TrafficMetrics : IRecordSink
{
    /// <summary>More routes than this are counted as one: the bound of series of an instrument.</summary>
    private const int MaxRoutes = 2000;

    /// <summary>Whoever got a used connection later than this had waited for another request to end.</summary>
    private const double QueuedSeconds = 0.001;
    private readonly TrafficInstruments _instruments;
    private readonly RecordClock _clock;
    private readonly RouteBook _routes;
    private readonly Dictionary<long, HistogramPoint> _http = [];
    private readonly HistogramPoint _intake, _pick, _lease, _connect, _send, _total;
    private readonly long[] _cancelled = new long[Enum.GetValues<RequestStage>().Length];

    /// <summary>Makes the instruments on <paramref name="meter"/>.</summary>
    internal TrafficMetrics(Meter meter, MetricsExposition exposition, RecordClock clock)
    {
        _clock = clock;
        _instruments = new TrafficInstruments(meter, exposition);
        _routes = new RouteBook(key => new RouteTraffic(key, new RouteHistograms(_instruments, key)), MaxRoutes);
        (_intake, _pick, _lease) = (Phase("intake"), Phase("pick"), Phase("lease"));
        (_connect, _send, _total) = (Phase("connect"), Phase("send"), Phase("total"));
        meter.CreateObservableCounter("edge.router.requests", Requests, "{request}", "Requests by where they went and how they ended.");
        meter.CreateObservableCounter("edge.tokens", Tokens, "{token}", "Tokens by router and deployment; those of answers that were not told are estimated.");
        meter.CreateObservableCounter("edge.cost", Cost, "{dollar}", "What tokens cost, by the prices of deployments.");
        meter.CreateObservableCounter("edge.attempts", Attempts, "{attempt}", "Attempts by replica, and whether an answer came.");
        meter.CreateObservableCounter("edge.retries", Retries, "{attempt}", "Attempts that were followed by another, by why.");
        meter.CreateObservableCounter("edge.cancelled", Cancelled, "{request}", "Requests whose callers left, by how far they had come.");
        meter.CreateObservableCounter("edge.truncated", Truncated, "{request}", "Answers that broke off, by replica.");
    }

    /// <summary>What was counted for each route. From any thread.</summary>
    internal ICollection<RouteTraffic> Routes => _routes.All;

    /// <inheritdoc/>
    public void Take(in RequestRecord record)
    {
        // A trace that nobody kept leads nowhere.
        using ExemplarScope exemplar = record.Trace.IsSampled ? new ExemplarScope(new SpanIdentity(new UInt128(record.Trace.High, record.Trace.Low), record.Trace.Span)) : default;
        RouteTraffic route = _routes.Of(in record);
        if (record.IsAttempt || record.HasAttempt)
            Attempt(in record, route);
        if (record.IsAttempt)
            return;
        route.CountRequest(in record);
        if (record.Outcome == RequestOutcome.Cancelled)
            Interlocked.Increment(ref _cancelled[(int)record.Stage]);
        if (record.Usage.Any)
        {
            route.CountUsage(in record.Usage, TokenCost.Of(record.Pricing, in record.Usage));
            route.Histograms.Tokens(in record.Usage);
        }
        if (_clock.Between(record.Began, record.Ended) is { } seconds)
            Http(in record).Record(seconds);
        if (_clock.Between(record.Began, record.FirstByte) is { } first)
            route.Histograms.FirstByte(first);
        if (record.FirstChunk != 0)
            route.Histograms.Stream(_clock.Between(record.Picked, record.FirstChunk) ?? 0, in record.Gaps);
    }

    /// <inheritdoc/>
    public void Flush() => _instruments.Flush();

    private void Attempt(in RequestRecord record, RouteTraffic route)
    {
        route.CountAttempt(in record);
        if (_clock.Between(record.Picked, record.Ended) is { } seconds)
            route.Histograms.Attempt(in record, seconds);
        if (record.Fault == FaultKind.QueueTimeout && _clock.Between(record.Picked, record.Ended) is { } waited)
            route.Histograms.QueueWait(waited);
        if (_clock.Between(record.Picked, record.Leased) is not { } leased)
            return;
        (record.IsReused ? _lease : _connect).Record(leased);
        // A connection that is free is there at once.
        if (record.IsReused && leased > QueuedSeconds)
            route.Histograms.QueueWait(leased);
        if (_clock.Between(record.Leased, record.Sent) is not { } sent || record.IsAttempt)
            return;
        double intake = _clock.Between(record.Began, record.Routed) ?? 0;
        double pick = _clock.Between(record.Routed, record.Picked) ?? 0;
        _intake.Record(intake);
        _send.Record(sent);
        // Behind a failed attempt the time since the first pick is not Edge's.
        if (record.Attempts > 1)
            return;
        _pick.Record(pick);
        _total.Record(intake + pick + leased + sent);
    }

    private HistogramPoint Http(in RequestRecord record)
    {
        long key = (long)record.Operation << 48 | (long)record.Fault << 16 | (ushort)record.Status;
        if (!_http.TryGetValue(key, out HistogramPoint? point))
        {
            _http[key] = point = _instruments.Point(
                _instruments.HttpDuration,
                new Tag(Conventions.HttpMethod, CallOperations.Method(record.Operation)),
                new Tag(Conventions.HttpRoute, CallOperations.Route(record.Operation)),
                new Tag(Conventions.HttpStatus, record.Status == 0 ? null : (int)record.Status),
                new Tag(Conventions.ErrorType, ErrorTypes.Of(in record)));
        }
        return point;
    }

    private HistogramPoint Phase(string name) => _instruments.Point(_instruments.Overhead, new Tag(Conventions.Phase, name));

    private IEnumerable<Measurement<long>> Requests()
    {
        foreach (var route in _routes.All.GroupBy(route => (route.Key.Router, route.Key.Deployment, route.Key.Replica)))
        {
            Tag[] names = [new(Conventions.Router, route.Key.Router), new(Conventions.Deployment, route.Key.Deployment), new(Conventions.Replica, route.Key.Replica)];
            if (route.Sum(part => part.Answered) is > 0 and var answered)
                yield return new(answered, [.. names, new Tag(Conventions.Outcome, RequestOutcome.Answered.Word())]);
            foreach (var way in route.SelectMany(part => part.Failures()).GroupBy(failure => (failure.Outcome, failure.Fault)))
            {
                Tag[] how = [new(Conventions.Outcome, way.Key.Outcome.Word()), new(Conventions.ErrorType, ErrorTypes.Of(way.Key.Fault))];
                yield return new(way.Sum(failure => failure.Count), [.. names, .. how]);
            }
        }
    }

    private IEnumerable<Measurement<long>> Tokens()
    {
        foreach (var route in ByDeployment())
        {
            Tag[] names = [new(Conventions.Router, route.Key.Router), new(Conventions.Deployment, route.Key.Deployment)];
            yield return new(route.Sum(part => part.InputTokens), [.. names, new Tag(Conventions.EdgeTokenType, "input")]);
            yield return new(route.Sum(part => part.CachedTokens), [.. names, new Tag(Conventions.EdgeTokenType, "cached")]);
            yield return new(route.Sum(part => part.OutputTokens), [.. names, new Tag(Conventions.EdgeTokenType, "output")]);
            if (route.Sum(part => part.EstimatedTokens) is > 0 and var estimated)
                yield return new(estimated, [.. names, new Tag(Conventions.EdgeTokenType, "output"), new Tag(Conventions.Estimated, true)]);
        }
    }

    private IEnumerable<Measurement<double>> Cost()
    {
        foreach (var route in ByDeployment())
        {
            Tag[] names = [new(Conventions.Router, route.Key.Router), new(Conventions.Deployment, route.Key.Deployment), new(Conventions.Currency, "USD")];
            yield return new(route.Sum(part => part.CostNanos) / 1e9, names);
        }
    }

    private IEnumerable<IGrouping<(string? Router, string? Deployment), RouteTraffic>> ByDeployment() =>
        _routes.All.Where(route => route.Key.Deployment is not null).GroupBy(route => (route.Key.Router, route.Key.Deployment));

    private IEnumerable<Measurement<long>> Attempts()
    {
        foreach (var replica in _routes.All.Where(route => route.Key.Replica is not null).GroupBy(route => (route.Key.Deployment, route.Key.Replica)))
        {
            Tag[] names = [new(Conventions.Deployment, replica.Key.Deployment), new(Conventions.Replica, replica.Key.Replica)];
            yield return new(replica.Sum(route => route.AttemptsAnswered), [.. names, new Tag(Conventions.Outcome, RequestOutcome.Answered.Word())]);
            yield return new(replica.Sum(route => route.AttemptsErroneous), [.. names, new Tag(Conventions.Outcome, RequestOutcome.Error.Word())]);
            yield return new(replica.Sum(route => route.AttemptsFailed), [.. names, new Tag(Conventions.Outcome, RequestOutcome.Failed.Word())]);
        }
    }

    private IEnumerable<Measurement<long>> Retries()
    {
        ICollection<RouteTraffic> routes = _routes.All;
        yield return new(routes.Sum(route => route.RetriedReused), new Tag(Conventions.Reason, "connection_reused"));
        yield return new(routes.Sum(route => route.RetriedConnect), new Tag(Conventions.Reason, "connect"));
        yield return new(routes.Sum(route => route.RetriedQueue), new Tag(Conventions.Reason, "queue"));
        yield return new(routes.Sum(route => route.RetriedStatus), new Tag(Conventions.Reason, "status"));
    }

    private IEnumerable<Measurement<long>> Cancelled()
    {
        foreach (RequestStage stage in Enum.GetValues<RequestStage>())
            yield return new(Volatile.Read(ref _cancelled[(int)stage]), new Tag(Conventions.Phase, stage.Word()));
    }

    /// <summary>An answer may break off for the end of a drain, or for the caller's own upload, too.</summary>
    private static bool IsCutByReplica(FailureCount failure) =>
        failure.Outcome == RequestOutcome.Truncated && FaultTable.Of(failure.Fault).Side == FaultSide.Upstream;

    private IEnumerable<Measurement<long>> Truncated()
    {
        foreach (var replica in _routes.All.Where(route => route.Key.Replica is not null).GroupBy(route => (route.Key.Deployment, route.Key.Replica)))
        {
            long count = replica.Sum(route => route.Failures().Where(IsCutByReplica).Sum(f => f.Count));
            yield return new(count, new Tag(Conventions.Deployment, replica.Key.Deployment), new Tag(Conventions.Replica, replica.Key.Replica));
        }
    }
}
