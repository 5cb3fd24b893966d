using System.Globalization;

namespace Edge.Tests.Wire;

/// <summary>Callers that take their time to do harm. How long they may take is told by tests with a clock set by hand, in the room of the drivers.</summary>
public sealed class SlowCallerWireTests
{
    private const string Head = "POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\n";

    [DriverFact]
    public async Task Half_heads_and_half_bodies_hold_up_nobody_else()
    {
        string[] halves =
        [
            "P", Head, Head + "X-A: ", Head + "Content-Length: 19\r\n\r\n", Head + "Content-Length: 19\r\n\r\n{\"mod",
            Head + "Transfer-Encoding: chunked\r\n\r\n1", Head + "Transfer-Encoding: chunked\r\n\r\n13\r\n{", Head + "Expect: 100-continue\r\nContent-Length: 19\r\n\r\n",
        ];
        await using WireEdge edge = await WireEdge.StartAsync();
        var slow = new List<WireConnection>();
        try
        {
            for (int i = 0; i < 20; i++)
            {
                foreach (string half in halves)
                {
                    slow.Add(await edge.ConnectAsync());
                    await slow[^1].SendAsync(half);
                }
            }
            using WireConnection client = await edge.ConnectAsync();
            await client.SendAsync(WireEdge.Post());
            using WireConnection replica = await edge.Upstream.AcceptAsync();
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(WireEdge.Ok);
            (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
            edge.Upstream.HasPending.ShouldBeFalse("a half request got a connection");
        }
        finally
        {
            slow.ForEach(connection => connection.Dispose());
        }
        await edge.ExpectIdleAsync();
    }

    [DriverTheory]
    [InlineData("X-A: b\r\n", 1000, 16_384, "431")]
    [InlineData("X-A: b\r\n", 16_384, 10, "431")]
    [InlineData("a", 1000, 100, "431")]
    public async Task A_head_that_grows_and_grows_is_refused_at_its_limit(string piece, int bytes, int fields, string status)
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { MaxLineBytes = bytes, MaxHeadBytes = bytes, MaxFields = fields });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(Head + (piece.EndsWith('\n') ? "" : "X-A: "));
        Task<string> answer = client.ReceiveRestAsync();
        await GrowAsync(client, piece, answer);
        (await answer).ShouldStartWith($"HTTP/1.1 {status} ");
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_body_of_little_chunks_is_refused_at_its_limit()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { MaxBodyBytes = 1000 });
        using (WireConnection client = await edge.ConnectAsync())
        {
            await client.SendAsync(Head + "Transfer-Encoding: chunked\r\n\r\n");
            Task<string> answer = client.ReceiveHeadAsync();
            await GrowAsync(client, "1;an=extension\r\n \r\n", answer);
            (await answer).ShouldStartWith("HTTP/1.1 413 ");
        }
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task Trailers_that_grow_and_grow_end_the_connection()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(string.Create(CultureInfo.InvariantCulture, $"{Head}Transfer-Encoding: chunked\r\n\r\n{WireEdge.Body.Length:x}\r\n{WireEdge.Body}\r\n0\r\n"));
        Task<string> answer = client.ReceiveRestAsync();
        await GrowAsync(client, $"X-A: {new string('b', 100)}\r\n", answer);
        (await answer).ShouldMatch("^(HTTP/1.1 4[0-9]{2} |$)");
        await edge.ExpectIdleAsync();
    }

    /// <summary>Sends more of the same until <paramref name="answer"/> is there, or the other side takes no more.</summary>
    private static async Task GrowAsync(WireConnection client, string piece, Task<string> answer)
    {
        try
        {
            // A turn of the other side in between: what comes at once is one piece.
            while (!answer.IsCompleted)
            {
                await client.SendAsync(piece);
                await Task.Yield();
            }
        }
        catch (IOException)
        {
            // It has closed.
        }
    }
}
