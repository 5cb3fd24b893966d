using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>
/// What requests cost the garbage collector on event loops: nothing. Alone, since what is counted are all bytes that the process
/// allocates, those of both ends included.
/// </summary>
[Collection(nameof(AllocationWireTests))]
[CollectionDefinition(nameof(AllocationWireTests), DisableParallelization = true)]
public sealed class AllocationWireTests
{
    private const int Connections = 8;

    // Until the code is compiled as it stays, and everything that is kept has been made.
    private const int WarmUp = 30_000;

    // Timers of the process allocate some KB in the seconds this takes, whatever callers do.
    private const double MostBytes = 0.5;

    // The test runner reports now and then, and makes 600 KB for its first words: once. What a request allocates is in every measurement.
    private const int Measurements = 3;

    private const string Fields = "User-Agent: OpenAI/Python 1.0\r\nAccept: */*\r\n";
    private const string Chat = """{"model":"m","messages":[{"role":"user","content":"hi"}]}""";
    private const string Traced = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00\r\ntracestate: congo=t61rcWkgMzE\r\n";

    [Theory]
    [InlineData(Chat, 100_000)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true}""", 20_000)]
    public Task A_request_allocates_nothing(string body, int requests) => AskAsync(new TelemetryConfig(), WireEdge.Post(body, fields: Fields), requests);

    [Theory]
    [InlineData("")]
    [InlineData(Traced)]
    public Task Nor_does_one_that_is_traced_and_not_kept(string fields) => AskAsync(
        new TelemetryConfig { Otlp = new OtlpConfig(new Uri("http://127.0.0.1:1")) { Sampling = 0, Metrics = false } }, WireEdge.Post(Chat, fields: Fields + fields), 100_000);

    private static async Task AskAsync(TelemetryConfig telemetry, string request, int requests)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var replica = new SteadyReplica();
        await using WireEdge edge = await WireEdge.StartAsync(
            m => m with { Endpoints = [new EndpointConfig(replica.Url)] },
            config => config with { Listen = config.Listen with { Driver = ListenDriver.Loop }, Telemetry = telemetry });
        using var callers = new SteadyCallers(edge.Address, Connections, request);
        callers.Ask(WarmUp);
        double[] bytes = new double[Measurements];
        for (int i = 0; i < Measurements; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            callers.Ask(requests);
            bytes[i] = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / requests;
            if (bytes[i] <= MostBytes)
                return;
        }
        bytes.Min().ShouldBeLessThanOrEqualTo(MostBytes);
    }
}
