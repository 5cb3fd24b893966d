namespace Edge.Tests.Wire;

/// <summary>Answers of known length that come in several reads, the last of them after a flush.</summary>
public sealed class LargeAnswerWireTests
{
    [DriverTheory]
    [InlineData(10)]
    [InlineData(40_000)]
    [InlineData(1_000_000)]
    public async Task An_answer_of_known_length_arrives_whole(int length)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post("""{"model":"m"}"""));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        string text = new('x', length);
        await replica.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{text[..5]}");
        // The head and the first bytes are with the client: what follows must not wait for a flush that never comes.
        (await client.ReceiveUntilAsync("xxxxx")).ShouldContain($"Content-Length: {length}\r\n");
        await replica.SendAsync(text[5..]);
        await client.ReceiveAsync(text[5..]);
        await edge.ExpectIdleAsync();
    }
}
