using System.Net;
using System.Net.Sockets;
using System.Text;
using Edge.Hosting;
using Edge.Tests.Cli.Client;
using Edge.Tests.Upstream;
using Edge.Tests.Wire;

namespace Edge.Tests.Hosting;

/// <summary>What callers see whose connection came to Kestrel by way of a loop.</summary>
public class HandoverTests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: edge\r\n\r\n";
    private static readonly string GetAnswer = HandoverApplication.Answer("GET", "/a", 0, []);

    /// <summary>How much of a request of 100 KB the loop has received: nothing, one byte, half the head, the head, and some of the body.</summary>
    public static TheoryData<int> Prefixes => [0, 1, 20, 52, 53, 4096, 40_000, 100_053];

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task A_request_is_answered_wherever_the_hand_over_cut_it_and_so_is_the_next(int prefix)
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", prefix);
        byte[] body = new byte[100_000];
        new Random(1).NextBytes(body);
        byte[] request = [.. Encoding.ASCII.GetBytes("POST /p HTTP/1.1\r\nHost: edge\r\nContent-Length: 100000\r\n\r\n"), .. body];
        using WireConnection client = await harness.ConnectAsync();
        await client.SendAsync(request);
        (await client.ReceiveMessageAsync()).Body.ShouldBe(HandoverApplication.Answer("POST", "/p", body.Length, body));
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync(Get);
            (await client.ReceiveMessageAsync()).Body.ShouldBe(GetAnswer);
        }
        harness.Gate.Count.ShouldBe(1);
        client.Dispose();
        await Until.True(() => harness.Gate.Count == 0);
    }

    [Fact]
    public async Task Bytes_that_come_one_by_one_behind_the_hand_over_make_a_request()
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", 3);
        using WireConnection client = await harness.ConnectAsync();
        foreach (char c in Get)
            await client.SendAsync(c.ToString());
        (await client.ReceiveMessageAsync()).Body.ShouldBe(GetAnswer);
    }

    [Fact]
    public async Task Kestrel_knows_both_ends_of_the_connection()
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", 10);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(harness.Address);
        string own = ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var client = new WireConnection(socket);
        await client.SendAsync(Get);
        (await client.ReceiveHeadAsync()).ShouldContain($"ends: 127.0.0.1:{own} {harness.Address}\r\n");
    }

    [Fact]
    public async Task Kestrel_still_listens_itself()
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", 10);
        using WireConnection client = await WireConnection.ToAsync(harness.OwnAddress);
        await client.SendAsync(Get);
        (await client.ReceiveMessageAsync()).Body.ShouldBe(GetAnswer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(40)]
    public async Task Http2_with_prior_knowledge_is_served(int prefix)
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("h2c", prefix);
        using var client = new WireClient(harness.Address, HttpVersion.Version20);
        for (int i = 0; i < 3; i++)
            (await (await client.GetAsync("/a")).Content.ReadAsStringAsync()).ShouldBe(GetAnswer);
        client.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, "1.1")]
    [InlineData(1, "1.1")]
    [InlineData(100, "1.1")]
    [InlineData(5, "2.0")]
    public async Task Tls_is_served(int prefix, string version)
    {
        using var authority = new TestAuthority();
        using var root = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(authority.CaPath));
        using var certificate = authority.Issue("edge.test");
        await using HandoverHarness harness = await HandoverHarness.StartAsync("tls", prefix, certificate: certificate);
        using var client = new WireClient(harness.Address, new Version(version), root);
        for (int i = 0; i < 2; i++)
            (await (await client.GetAsync("/a")).Content.ReadAsStringAsync()).ShouldBe(GetAnswer);
        client.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_may_change_its_protocol()
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", 30);
        using WireConnection client = await harness.ConnectAsync();
        await client.SendAsync("GET /upgrade HTTP/1.1\r\nHost: edge\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        (await client.ReceiveHeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
        await client.SendAsync("ping");
        await client.ReceiveAsync("ping");
    }

    [Fact]
    public async Task A_broken_answer_ends_without_a_reset()
    {
        // Whoever started the first Kestrel of this process.
        await using ScriptedControl other = await ScriptedControl.StartAsync();
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", 30);
        using WireConnection client = await harness.ConnectAsync();
        await client.SendAsync("POST /abort HTTP/1.1\r\nHost: edge\r\nContent-Length: 9\r\n\r\n");
        await client.ReceiveUntilAsync("part\r\n");
        await client.SendAsync("x");
        await Should.ThrowAsync<EndOfStreamException>(() => client.ReceiveUntilAsync("more"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("GET / H", false)]
    [InlineData("GET / H", true)]
    public async Task A_caller_that_leaves_at_once_leaves_nothing_behind(string sent, bool reset)
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", 4);
        for (int i = 0; i < 20; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(harness.Address);
            if (sent.Length > 0)
                await socket.SendAsync(Encoding.ASCII.GetBytes(sent));
            if (reset)
                socket.LingerState = new LingerOption(true, 0);
        }
        using WireConnection client = await harness.ConnectAsync();
        await client.SendAsync(Get);
        (await client.ReceiveMessageAsync()).Body.ShouldBe(GetAnswer);
        await Until.True(() => harness.Gate.Count == 1);
    }

    [Fact]
    public async Task Kestrels_limit_of_connections_holds()
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", 4, kestrel => kestrel.Limits.MaxConcurrentConnections = 1);
        using WireConnection first = await harness.ConnectAsync();
        await first.SendAsync(Get);
        (await first.ReceiveMessageAsync()).Body.ShouldBe(GetAnswer);
        using WireConnection second = await harness.ConnectAsync();
        await second.SendAsync("GET ");
        await second.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_stop_lets_running_requests_finish_and_takes_no_more_connections()
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http1", 4);
        using WireConnection running = await harness.ConnectAsync();
        await running.SendAsync("GET /hold HTTP/1.1\r\nHost: edge\r\n\r\n");
        await Until.True(() => harness.Application.Running == 1);
        using var abort = new CancellationTokenSource(Until.Deadline);
        Task stopped = harness.StopKestrelAsync(abort.Token);
        await Until.True(() => IsRefused(harness));
        stopped.IsCompleted.ShouldBeFalse();
        harness.Application.Released.SetResult();
        (await running.ReceiveMessageAsync()).Body.ShouldBe(HandoverApplication.Answer("GET", "/hold", 0, []));
        await stopped.WaitAsync(Until.Deadline);
        await Until.True(() => harness.Gate.Count == 0);
    }

    [Fact]
    public async Task Nobody_listens_under_another_name()
    {
        await using HandoverHarness harness = await HandoverHarness.StartAsync("http3", 4);
        using WireConnection client = await harness.ConnectAsync();
        await client.SendAsync("GET ");
        await client.ExpectClosedAsync();
        await Until.True(() => harness.Gate.Count == 0);
    }

    [Fact]
    public void End_points_of_one_name_are_one()
    {
        new HandoverEndPoint("tls").ShouldBe(new HandoverEndPoint("tls"));
        new HandoverEndPoint("tls").ShouldNotBe(new HandoverEndPoint("h2c"));
    }

    private static bool IsRefused(HandoverHarness harness)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 100 };
        socket.Connect(harness.Address);
        socket.Send("GET "u8);
        try
        {
            return socket.Receive(new byte[1]) == 0;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return false;
        }
    }
}
