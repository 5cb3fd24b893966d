using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ConfigSync.Resources;
using Edge.Buffers;
using Edge.Mock;

namespace Edge.Tests.Wire;

/// <summary>
/// Thousands of requests at once, with replicas that fail in every way and callers that leave at any moment: what must hold
/// for each request, and what must be left when all are over. Alone, since the blocks it counts are the process's.
/// </summary>
[Collection(nameof(StressWireTests))]
[CollectionDefinition(nameof(StressWireTests), DisableParallelization = true)]
public sealed partial class StressWireTests
{
    private const int Callers = 64;
    private const int RequestsEach = 50;

    // What a replica is told to do, and whether the caller can then see a whole answer with this status; 0 where it breaks.
    private static readonly (string Fault, bool Stream, int Status)[] Plays =
    [
        ("none", true, 200), ("none", false, 200), ("none", true, 200), ("none", false, 200), ("none", true, 200), ("none", false, 200),
        ("slow=1ms", true, 200), ("status=503", true, 503), ("status=429", false, 429), ("reset", false, 502), ("close-before-answer", true, 502),
        ("malformed-head", true, 502), ("cut-events=3", true, 0), ("cut-events=3,reset", true, 0), ("cut-bytes=300", true, 0),
        ("cut-bytes=100", false, 0), ("cut-bytes=100,reset", false, 0), ("no-end-mark", true, 0),
        ("hang", true, -1), ("hang", false, -1), ("hang-after=2", true, -1),
    ];

    [DriverFact]
    public async Task Every_request_gets_its_own_answer_and_nothing_is_left_behind()
    {
        int rented = BlockPool.Shared.Rented;
        using var log = new WireLog();
        await using (MockServer mock = await MockServer.StartAsync(
            new MockOptions { Ports = [0, 0, 0], FirstToken = TimeSpan.Zero, TokensPerSecond = 0, Tokens = 12 }, CancellationToken.None))
        {
            await using WireEdge edge = await WireEdge.StartAsync(
                m => m with
                {
                    Endpoints = [.. mock.Ports.Select(port => new EndpointConfig(new Uri($"http://127.0.0.1:{port}")))],
                    Limits = new LimitsConfig { MaxConnections = 12, QueueTimeout = TimeSpan.FromSeconds(60) },
                },
                config => config with { Listen = config.Listen with { H2c = WireEdge.AnyPort } },
                log);
            using var http1 = new WireClient(edge.Address, HttpVersion.Version11);
            using var http2 = new WireClient(edge.LastAddress, HttpVersion.Version20);
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => CallAsync(caller % 4 == 0 ? http2 : http1, caller)));
            log.Errors.ShouldBeEmpty();
            await edge.ExpectIdleAsync();
            for (int i = 0; i < 3; i++)
                mock.Counters(i).Malformed.ShouldBe(0);
        }
        await WireEdge.UntilAsync(() => BlockPool.Shared.Rented <= rented, $"{BlockPool.Shared.Rented - rented} blocks were never given back");
    }

    private static async Task CallAsync(WireClient client, int caller)
    {
        var random = new Random(caller);
        for (int i = 0; i < RequestsEach; i++)
        {
            (string fault, bool stream, int status) = Plays[random.Next(Plays.Length)];
            // A third leaves early, at a random moment; who asks a replica that hangs has to.
            bool leaves = status < 0 || random.Next(3) == 0;
            var call = new StressCall($"r{caller}-{i}", fault, stream, random.Next(10) == 0 ? random.Next(300_000) : random.Next(2_000));
            using var cancel = new CancellationTokenSource();
            if (leaves)
                cancel.CancelAfter(random.Next(40));
            try
            {
                string answer = await call.RunAsync(client, status, cancel.Token);
                status.ShouldBeGreaterThan(0, $"{call} had to break but ended: {answer}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException && (status == 0 || leaves))
            {
                // It broke, as it had to, or as it may look like for a caller that leaves.
            }
            catch (OperationCanceledException) when (leaves && cancel.IsCancellationRequested)
            {
                // It left.
            }
        }
    }

    /// <summary>One call, known to the replica by its name, which every event of the answer must repeat.</summary>
    private sealed partial record StressCall(string Name, string Fault, bool Stream, int Padding)
    {
        internal async Task<string> RunAsync(WireClient client, int status, CancellationToken cancel)
        {
            const string Deployment = "#m";
            string json = $$"""{"messages":[{"role":"user","content":"{{new string('x', Padding)}}"}],"stream":{{(Stream ? "true" : "false")}},"model":"{{Name}}{{Deployment}}"}""";
            using HttpResponseMessage answer = await client.PostAsync(json, [("x-request-id", Name), ("x-mock-fault", Fault)], cancel);
            answer.Headers.GetValues("x-request-id").ShouldBe([Name]);
            if (status > 0)
                ((int)answer.StatusCode).ShouldBe(status, ToString());
            if (answer.StatusCode == HttpStatusCode.BadGateway)
                return await answer.Content.ReadAsStringAsync(cancel);
            answer.Headers.GetValues("x-upstream-request-id").ShouldBe([Name]);
            answer.Headers.GetValues("x-mock-body-bytes").ShouldBe([$"{json.Length - Deployment.Length}"]);
            string text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancel));
            if (answer.StatusCode == HttpStatusCode.OK)
                Check(text);
            return text;
        }

        /// <summary>Nothing in a whole answer is another's, and nothing of it is missing.</summary>
        private void Check(string text)
        {
            MatchCollection models = Models().Matches(text);
            models.Count.ShouldBeGreaterThan(0, text);
            models.All(match => match.Groups[1].Value == Name).ShouldBeTrue(text);
            if (Stream)
                text.ShouldEndWith("data: [DONE]\n\n");
            else
                text.ShouldEndWith("}");
        }

        [GeneratedRegex("\"model\":\"([^\"]*)\"")]
        private static partial Regex Models();
    }
}
