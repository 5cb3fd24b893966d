using System.Security.Cryptography;
using System.Text;

namespace Edge.Tests.Wire;

/// <summary>Bodies larger than every buffer on their way, and ends that stop reading.</summary>
public sealed class LargeWireTests
{
    private const int Mega = 1 << 20;

    // More than the kernel's buffers of both connections and Edge's own can hold, so that a stop is seen.
    private const int Flood = 64 * Mega;

    // Four kernel buffers of the usual largest size, 4 to 6 MiB; Edge's own are far below one MiB.
    private const int Bounded = 32 * Mega;

    [DriverFact]
    public async Task An_answer_larger_than_all_buffers_arrives_intact()
    {
        byte[] answer = RandomNumberGenerator.GetBytes(5 * Mega);
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        Task sending = SendAsync(replica, $"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\n\r\n", answer);
        (await client.ReceiveHeadAsync()).ShouldContain($"\r\nContent-Length: {answer.Length}\r\n");
        (await client.ReceiveHashAsync(answer.Length)).ShouldBe(SHA256.HashData(answer));
        await sending;
        await edge.ExpectIdleAsync();
    }

    [DriverTheory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "org/served")]
    [InlineData(true, "org/served")]
    public async Task A_request_larger_than_all_buffers_arrives_intact(bool modelFirst, string? served)
    {
        string pad = Convert.ToBase64String(RandomNumberGenerator.GetBytes(15 * Mega));
        string before = modelFirst ? "{\"model\":\"" : $"{{\"pad\":\"{pad}\",\"model\":\"";
        string after = modelFirst ? $"\",\"pad\":\"{pad}\"}}" : "\"}";
        byte[] body = Encoding.ASCII.GetBytes($"{before}m{after}");
        byte[] expected = Encoding.ASCII.GetBytes($"{before}{served ?? "m"}{after}");
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { ServedModel = served });
        using WireConnection client = await edge.ConnectAsync();
        Task sending = SendAsync(client, $"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Length: {body.Length}\r\n\r\n", body);
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await replica.ReceiveHeadAsync()).ShouldContain($"\r\nContent-Length: {expected.Length}\r\n");
        (await replica.ReceiveHashAsync(expected.Length)).ShouldBe(SHA256.HashData(expected));
        await sending;
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_caller_that_stops_reading_stops_the_replica_until_it_reads_again()
    {
        byte[] answer = RandomNumberGenerator.GetBytes(Flood);
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        var sender = new Sender(replica);
        Task sending = sender.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\n\r\n", answer);
        (await sender.StopsAtAsync()).ShouldBeLessThan(Bounded);
        await client.ReceiveHeadAsync();
        (await client.ReceiveHashAsync(answer.Length)).ShouldBe(SHA256.HashData(answer));
        await sending;
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_replica_that_stops_reading_stops_the_caller_until_it_reads_again()
    {
        byte[] body = Encoding.ASCII.GetBytes($$"""{"model":"m","pad":"{{Convert.ToHexString(RandomNumberGenerator.GetBytes(Flood / 2))}}"}""");
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { MaxBodyBytes = 2 * Flood });
        using WireConnection client = await edge.ConnectAsync();
        var sender = new Sender(client);
        Task sending = sender.SendAsync($"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Length: {body.Length}\r\n\r\n", body);
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await sender.StopsAtAsync()).ShouldBeLessThan(Bounded);
        await replica.ReceiveHeadAsync();
        (await replica.ReceiveHashAsync(body.Length)).ShouldBe(SHA256.HashData(body));
        await sending;
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_caller_that_leaves_while_it_does_not_read_frees_the_replica()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        var sender = new Sender(replica);
        Task sending = sender.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Flood}\r\n\r\n", new byte[Flood]);
        (await sender.StopsAtAsync()).ShouldBeLessThan(Bounded);
        client.Reset();
        await Should.ThrowAsync<IOException>(() => sending);
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_caller_of_HTTP_2_that_opens_no_window_stops_the_replica()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Data = null, H2c = WireEdge.AnyPort });
        WireHttp2 client = await WireHttp2.ToAsync(edge.Address);
        await client.PostAsync(1, WireEdge.Body);
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        var sender = new Sender(replica);
        Task sending = sender.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Flood}\r\n\r\n", new byte[Flood]);
        (await sender.StopsAtAsync()).ShouldBeLessThan(Bounded);
        client.Dispose();
        await Should.ThrowAsync<IOException>(() => sending);
        await edge.ExpectIdleAsync();
    }

    private static async Task SendAsync(WireConnection connection, string head, byte[] body)
    {
        await connection.SendAsync(head);
        await connection.SendAsync(body);
    }

    /// <summary>Sends piece by piece and knows how far it came.</summary>
    private sealed class Sender(WireConnection connection)
    {
        private const int Piece = 64 * 1024;
        private int _sent;

        internal async Task SendAsync(string head, byte[] body)
        {
            await connection.SendAsync(head);
            for (int at = 0; at < body.Length; at += Piece)
            {
                int count = Math.Min(Piece, body.Length - at);
                await connection.SendAsync(body.AsMemory(at, count));
                Volatile.Write(ref _sent, at + count);
            }
        }

        /// <summary>Waits until nothing more is taken, and returns how much was.</summary>
        internal async Task<int> StopsAtAsync()
        {
            for (int quiet = 0, last = -1; quiet < 20;)
            {
                await Task.Delay(20);
                int sent = Volatile.Read(ref _sent);
                quiet = sent == last && sent > 0 ? quiet + 1 : 0;
                last = sent;
            }
            return Volatile.Read(ref _sent);
        }
    }
}
