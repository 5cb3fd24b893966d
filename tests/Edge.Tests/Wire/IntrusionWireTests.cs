using System.Net;
using System.Text;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Callers and replicas that try to say more than is theirs to say.</summary>
public sealed class IntrusionWireTests
{
    private const string Body = """{"model":"m","x":1}""";

    [DriverFact]
    public async Task A_callers_own_field_does_not_stand_before_the_deployments_credential()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Auth = new UpstreamAuthConfig("X-Upstream-Token", "ours") });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body, fields: "x-upstream-token: theirs\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        string head = (await replica.ReceiveMessageAsync()).Head;
        head.ShouldContain("X-Upstream-Token: ours\r\n");
        head.ShouldNotContain("theirs");
    }

    [DriverFact]
    public async Task Which_origins_may_call_is_not_for_the_replica_to_say()
    {
        await using WireEdge edge = await WireEdge.StartAsync(change: c => c with { Listen = c.Listen with { CorsOrigins = ["https://app.example"] } });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body, fields: "Origin: https://app.example\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await replica.ReceiveMessageAsync()).Head.ShouldNotContain("Origin");
        await replica.SendAsync("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 2\r\n\r\nok");
        string head = (await client.ReceiveMessageAsync()).Head;
        head.ShouldContain("Access-Control-Allow-Origin: https://app.example\r\n");
        head.ShouldNotContain("*");
    }

    [DriverFact]
    public async Task An_answer_205_with_content_is_not_HTTP()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync("HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nno");
        (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 502 ");
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task Uploads_that_are_cut_over_HTTP2_leave_nothing_at_work()
    {
        await using WireEdge edge = await WireEdge.StartAsync(change: c => c with { Listen = c.Listen with { Data = null, H2c = c.Listen.Data } });
        using var handler = new SocketsHttpHandler();
        using var client = new HttpMessageInvoker(handler);
        for (int i = 0; i < 40; i++)
        {
            using var cut = new CancellationTokenSource();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{edge.Address}/v1/embeddings")
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new EndlessContent(cut, i % 4),
            };
            await Should.ThrowAsync<Exception>(() => client.SendAsync(request, cut.Token));
        }
        await edge.ExpectIdleAsync();
    }

    /// <summary>Sends some parts of a body and then is cut.</summary>
    private sealed class EndlessContent(CancellationTokenSource cut, int parts) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes("{\"x\":\""));
            for (int i = 0; i < parts; i++)
            {
                await stream.WriteAsync(new byte[20_000].Select(_ => (byte)'x').ToArray());
                await stream.FlushAsync();
            }
            await cut.CancelAsync();
            await new TaskCompletionSource().Task.WaitAsync(cut.Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
