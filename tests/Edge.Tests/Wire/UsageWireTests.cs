namespace Edge.Tests.Wire;

/// <summary>Usage that is asked for in the name of callers (specs/openai.md, Usage), on every driver.</summary>
public sealed class UsageWireTests
{
    private const string Body = """{"model":"m","stream":true}""";
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Delta = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
    private const string Extra = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n";
    private const string Done = "data: [DONE]\n\n";

    [DriverTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task A_caller_that_did_not_ask_gets_what_it_would_have_got(int chunk)
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { InjectUsage = true, ServedModel = "org/served" });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (_, string sent) = await replica.ReceiveMessageAsync();
        sent.ShouldBe("""{"stream_options":{"include_usage":true},"model":"org/served","stream":true}""");
        await replica.SendAsync(Head + string.Concat((Delta + Delta + Extra + Done).Chunk(chunk).Select(part => $"{part.Length:x}\r\n{new string(part)}\r\n")) + "0\r\n\r\n");
        await client.ReceiveHeadAsync();
        (await client.ReceiveChunksAsync()).ShouldBe(Delta + Delta + Done);
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_caller_that_asked_gets_its_usage()
    {
        const string Asking = """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""";
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { InjectUsage = true });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Asking));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await replica.ReceiveMessageAsync()).Body.ShouldBe(Asking);
        string events = Delta + Extra + Done;
        await replica.SendAsync($"{Head}{events.Length:x}\r\n{events}\r\n0\r\n\r\n");
        await client.ReceiveHeadAsync();
        (await client.ReceiveChunksAsync()).ShouldBe(events);
    }

    [DriverFact]
    public async Task Each_event_reaches_the_caller_before_the_next_is_sent()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { InjectUsage = true });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(Head);
        await client.ReceiveHeadAsync();
        string delta = $"{Delta.Length:x}\r\n{Delta}\r\n";
        for (int i = 0; i < 3; i++)
        {
            await replica.SendAsync(delta);
            await client.ReceiveAsync(delta);
        }
        await replica.SendAsync($"{Extra.Length:x}\r\n{Extra}\r\n");
        await replica.SendAsync($"{Done.Length:x}\r\n{Done}\r\n0\r\n\r\n");
        await client.ReceiveAsync($"{Done.Length:x}\r\n{Done}\r\n0\r\n\r\n");
    }
}
