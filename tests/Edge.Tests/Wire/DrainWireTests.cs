using System.Net;
using System.Net.Sockets;

namespace Edge.Tests.Wire;

/// <summary>The grace before a drain, and what callers are told at its end.</summary>
public sealed class DrainWireTests
{
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static async Task<string> ReadyAsync(WireEdge edge)
    {
        using WireConnection client = await WireConnection.ToAsync(edge.Server.ControlAddress);
        await client.SendAsync(WireEdge.Get("/readyz"));
        return (await client.ReceiveMessageAsync()).Body;
    }

    /// <summary>One request, which the replica answers on a connection of its own.</summary>
    private static async Task<(string Head, string Body)> AskAsync(WireEdge edge, WireConnection client)
    {
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        return await client.ReceiveMessageAsync();
    }

    [DriverFact]
    public async Task New_callers_are_served_during_the_grace_and_each_answer_ends_its_connection()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { DrainGrace = 10 * WireConnection.Patience });
        using WireConnection kept = await edge.ConnectAsync();
        (await AskAsync(edge, kept)).Head.ShouldNotContain("Connection: close");

        using var abort = new CancellationTokenSource();
        Task stopped = edge.Server.StopAsync(abort.Token);
        await WireEdge.UntilAsync(() => ReadyAsync(edge).GetAwaiter().GetResult() == "draining\n", "it is not about to stop");
        using WireConnection late = await edge.ConnectAsync();
        foreach (WireConnection client in (WireConnection[])[kept, late])
        {
            (string head, string body) = await AskAsync(edge, client);
            head.ShouldContain("Connection: close", Case.Insensitive);
            body.ShouldBe("ok");
            await client.ExpectClosedAsync();
        }
        stopped.IsCompleted.ShouldBeFalse();
        await abort.CancelAsync();
        await stopped.WaitAsync(WireConnection.Patience);
        (await Should.ThrowAsync<SocketException>(edge.ConnectAsync)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [DriverFact]
    public async Task A_stream_that_runs_longer_than_the_drain_ends_with_an_error_event()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Drain = TimeSpan.FromMilliseconds(50) });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        await client.ReceiveUntilAsync("data: 1\n\n\r\n");
        Task stopped = edge.Server.StopAsync(CancellationToken.None);
        string rest = await client.ReceiveRestAsync();
        rest.ShouldContain("\"code\":\"stopping\"");
        rest.ShouldNotEndWith("0\r\n\r\n");
        await replica.ExpectClosedAsync();
        await stopped.WaitAsync(WireConnection.Patience);
        edge.Server.ActiveRequests.ShouldBe(0);
    }

    [DriverFact]
    public async Task A_request_without_an_answer_at_the_end_of_the_drain_is_answered()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Drain = TimeSpan.FromMilliseconds(50) });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        Task stopped = edge.Server.StopAsync(CancellationToken.None);
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldStartWith("HTTP/1.1 503 ");
        WireError.Of(body).Code.ShouldBe("stopping");
        await replica.ExpectClosedAsync();
        await stopped.WaitAsync(WireConnection.Patience);
    }

    [Fact]
    public async Task A_caller_on_http2_is_told_to_go_away_and_its_stream_finishes()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { H2c = WireEdge.AnyPort, Drain = 10 * WireConnection.Patience });
        using var client = new WireClient(edge.LastAddress, HttpVersion.Version20);
        Task<HttpResponseMessage> asked = client.PostAsync(WireEdge.Body);
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        Task stopped = edge.Server.StopAsync(CancellationToken.None);
        await WireEdge.UntilAsync(() => !CanConnect(edge.LastAddress), "it still lets callers in");
        await replica.SendAsync(WireEdge.Ok);
        using HttpResponseMessage answer = await asked;
        (await answer.Content.ReadAsStringAsync()).ShouldBe("ok");
        await stopped.WaitAsync(WireConnection.Patience);
    }

    private static bool CanConnect(IPEndPoint address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
