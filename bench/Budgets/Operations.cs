using ConfigSync.Resources;

namespace Edge.Bench.Budgets;

/// <summary>
/// What has a budget: names as in <c>bench/budgets.json</c>, and how each operation is set up. They are the benchmarks' own, so
/// that what is timed is what is counted.
/// </summary>
internal static class Operations
{
    /// <summary>All of them. Making one sets it up; the action is the operation, once.</summary>
    internal static IReadOnlyList<(string Name, Func<Action> Make)> All { get; } =
    [
        ("scan a body of 300 B", () => Scan(ScannerBench.Body.ModelLast300B)),
        ("scan a body of 8 KiB", () => Scan(ScannerBench.Body.Chat8KiB)),
        ("parse a head", () => Head(bench => bench.Parse())),
        ("parse, judge and rewrite a head", () => Head(bench => bench.Whole())),
        ("find a known key", () => Head(bench => bench.KnownKey())),
        ("read an answer, head and body", () => Answer(bench => bench.JsonAnswer())),
        ("relay an event", () => Answer(bench => bench.Event())),
        ("find the usage of an answer of 8 KiB", () => Usage(bench => bench.Document())),
        ("find the usage of a stream of 500 events", () => Usage(bench => bench.EventWithUsage())),
        ("look up a name", () => Lookup(bench => bench.ExactName())),
        ("look up a full name", () => Lookup(bench => bench.FullName())),
        ("look up a model on a deployment", () => Lookup(bench => bench.ModelOnDeployment())),
        ("look up an unknown name", () => Lookup(bench => bench.Unknown())),
        ("pick by weight", () => Pick(RoutingStrategy.WeightedRandom, 64)),
        ("pick by load among 64", () => Pick(RoutingStrategy.EvenLoad, 64)),
        ("pick by load among 1024", () => Pick(RoutingStrategy.EvenLoad, 1024)),
        ("pick by session among 64", Session),
        ("keep a record of a request", () => Record(bench => bench.Chat())),
        ("keep a record of a piece of a stream", () => Record(bench => bench.Chunk())),
        ("make metrics of 1 024 records", () => Sink(bench => bench.Metrics())),
        ("show 1 024 records on the console", () => Sink(bench => bench.Console())),
        ("log 1 024 records as JSON", () => Sink(bench => bench.Lines())),
        ("begin a trace and announce it", Trace),
        ("change one of 100 000 routers", ChangeRouter),
        ("add to a counter with known tags", () => Measure(ExpositionBench.Instruments.Counter)),
        ("record in a histogram with an exemplar", () => Measure(ExpositionBench.Instruments.Histogram)),
        ("scrape 10 000 counters", Scrape),
    ];

    private static Action Session()
    {
        var bench = new SessionBench { Replicas = 64 };
        bench.Setup();
        return bench.Pick;
    }

    private static Action Record(Action<RecordBench> operation)
    {
        var bench = new RecordBench();
        bench.Setup();
        return () => operation(bench);
    }

    private static Action Sink(Action<SinkBench> operation)
    {
        var bench = new SinkBench();
        return () => operation(bench);
    }

    private static Action Trace()
    {
        var bench = new TraceBench();
        return () => bench.BeginAndAnnounce();
    }

    private static Action Scan(ScannerBench.Body body)
    {
        var bench = new ScannerBench { Kind = body };
        bench.Setup();
        return () => bench.Segments();
    }

    private static Action Head(Action<HeadBench> operation)
    {
        var bench = new HeadBench();
        bench.Setup();
        return () => operation(bench);
    }

    private static Action Answer(Action<ResponseBench> operation)
    {
        var bench = new ResponseBench();
        bench.Setup();
        return () => operation(bench);
    }

    private static Action Usage(Action<UsageBench> operation)
    {
        var bench = new UsageBench();
        bench.Setup();
        return () => operation(bench);
    }

    private static Action Lookup(Action<LookupBench> operation)
    {
        var bench = new LookupBench { Deployments = 1_000 };
        bench.Setup();
        return () => operation(bench);
    }

    private static Action Pick(RoutingStrategy strategy, int replicas)
    {
        var bench = new PickBench { Strategy = strategy, Replicas = replicas };
        bench.Setup();
        return bench.EndAndPick;
    }

    private static Action Measure(ExpositionBench.Instruments kind)
    {
        var bench = new ExpositionBench { Kind = kind };
        bench.Setup();
        return bench.Record;
    }

    private static Action Scrape()
    {
        var bench = new ExpositionBench();
        bench.Setup();
        return () => bench.Scrape();
    }

    private static Action ChangeRouter()
    {
        var bench = new SnapshotBench();
        bench.Setup();
        return () => bench.ChangeRouter();
    }
}
