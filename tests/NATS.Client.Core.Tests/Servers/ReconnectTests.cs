using System.Collections.Concurrent;
using System.Text;
using Shared.Nats;

namespace NATS.Client.Core.Tests.Servers;

public sealed class ReconnectTests
{
    private static NatsOpts Eager(string url) => new()
    {
        Url = url,
        ReconnectWaitMin = TimeSpan.FromMilliseconds(10),
        ReconnectWaitMax = TimeSpan.FromMilliseconds(50),
        ReconnectJitter = TimeSpan.FromMilliseconds(5),
    };

    private static ConcurrentQueue<string> Events(NatsConnection nats)
    {
        var events = new ConcurrentQueue<string>();
        nats.ConnectionOpened += (_, args) => Note($"opened {args.Message}");
        nats.ConnectionDisconnected += (_, args) => Note($"lost {args.Message}");
        nats.LameDuckModeActivated += (_, args) => Note($"lame {args.Uri.Port}");
        return events;

        ValueTask Note(string text)
        {
            events.Enqueue(text);
            return ValueTask.CompletedTask;
        }
    }

    // Publishes until it is heard: a subscription may be taken up again a moment after the connection stands.
    private static async Task Hears(NatsConnection nats, INatsSub<string> sub, string subject)
    {
        string word = Guid.NewGuid().ToString("N");
        bool heard = false;
        using var deadline = new CancellationTokenSource(Until.Deadline);
        while (!heard)
        {
            await nats.PublishAsync(subject, word, cancellationToken: deadline.Token);
            await Task.Delay(5, deadline.Token);
            while (sub.Msgs.TryRead(out NatsMsg<string> msg))
                heard |= msg.Data == word;
        }
    }

    [Fact]
    public async Task A_server_that_comes_back_gets_all_subscriptions_again()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        await using var nats = new NatsConnection(Eager(server.Url));
        ConcurrentQueue<string> events = Events(nats);
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("back.*");
        await using INatsSub<string> ended = await nats.SubscribeCoreAsync<string>("ended");
        await using INatsSub<string> limited = await nats.SubscribeCoreAsync<string>("limited", opts: new NatsSubOpts { MaxMsgs = 3 });
        await nats.PublishAsync("limited", "1");
        await Hears(nats, sub, "back.1");
        await server.KillAsync();
        await Until.Holds(() => nats.ConnectionState == NatsConnectionState.Reconnecting);
        await ended.UnsubscribeAsync();
        await server.RestartAsync();
        await Hears(nats, sub, "back.2");
        for (int i = 2; i <= 5; i++)
            await nats.PublishAsync("limited", $"{i}");
        for (int i = 1; i <= 3; i++)
            (await limited.NextAsync()).ShouldNotBeNull().Data.ShouldBe($"{i}");
        (await limited.NextAsync()).ShouldBeNull();
        await Should.ThrowAsync<NatsNoRespondersException>(async () => await nats.RequestAsync<string, string>("ended", "x"));
        await Until.Holds(() => events.Count >= 3);
        events.ShouldBe([$"opened {server.Url}", $"lost {server.Url}", $"opened {server.Url}"]);
    }

    [Fact]
    public async Task What_is_published_while_disconnected_is_sent_afterwards()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        await using var nats = new NatsConnection(Eager(server.Url));
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("later");
        await nats.PingAsync();
        await server.KillAsync();
        await Until.Holds(() => nats.ConnectionState == NatsConnectionState.Reconnecting);
        Task publish = nats.PublishAsync("later", "x").AsTask();
        using var impatient = new CancellationTokenSource();
        Task cancelled = nats.PublishAsync("later", "y", cancellationToken: impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(cancelled);
        publish.IsCompleted.ShouldBeFalse();
        await server.RestartAsync();
        await publish.WaitAsync(Until.Deadline);
        (await sub.NextAsync()).ShouldNotBeNull().Data.ShouldBe("x");
    }

    [Fact]
    public async Task A_frozen_server_is_noticed_by_its_missing_pongs()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        await using var nats = new NatsConnection(Eager(server.Url) with { PingInterval = TimeSpan.FromSeconds(1), MaxPingOut = 2, ConnectTimeout = TimeSpan.FromMilliseconds(300) });
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("frozen");
        await Hears(nats, sub, "frozen");
        server.Stop();
        Task ping = nats.PingAsync().AsTask();
        await Until.Holds(() => nats.ConnectionState == NatsConnectionState.Reconnecting);
        await Should.ThrowAsync<OperationCanceledException>(ping.WaitAsync(Until.Deadline));
        server.Cont();
        await Hears(nats, sub, "frozen");
    }

    [Fact]
    public async Task A_cluster_is_followed_to_servers_it_told_of()
    {
        NatsServerProcess[] servers = await NatsServerProcess.StartClusterAsync(3);
        try
        {
            await using var nats = new NatsConnection(Eager(servers[0].Url));
            await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("cluster");
            await Until.Holds(() => nats.ServerInfo?.ClientConnectUrls?.Length == 3);
            await servers[0].KillAsync();
            await Until.Holds(() => nats.ConnectionState == NatsConnectionState.Open && nats.ServerInfo!.Port != servers[0].Port);
            await Hears(nats, sub, "cluster");
        }
        finally
        {
            foreach (NatsServerProcess server in servers)
                await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_about_to_stop_says_so_and_another_one_is_found()
    {
        NatsServerProcess[] servers = await NatsServerProcess.StartClusterAsync(2, config: "lame_duck_grace_period: \"1s\"\nlame_duck_duration: \"30s\"\n");
        try
        {
            await using var nats = new NatsConnection(Eager(servers[0].Url));
            ConcurrentQueue<string> events = Events(nats);
            await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("lame");
            await Until.Holds(() => nats.ServerInfo?.ClientConnectUrls?.Length == 2);
            servers[0].LameDuck();
            await Until.Holds(() => events.Contains($"lame {servers[0].Port}"));
            await Until.Holds(() => nats.ConnectionState == NatsConnectionState.Open && nats.ServerInfo!.Port == servers[1].Port);
            await Hears(nats, sub, "lame");
        }
        finally
        {
            foreach (NatsServerProcess server in servers)
                await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_connection_cut_inside_a_message_loses_that_message_alone()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        await using Proxy proxy = await Proxy.StartAsync(server.Port);
        await using var writer = new NatsConnection(Eager(server.Url));
        await using var nats = new NatsConnection(Eager($"nats://127.0.0.1:{proxy.Port}"));
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("cut");
        string text = string.Concat(Enumerable.Repeat("0123456789", 20));
        // HMSG, its header, its payload and both line ends are some 240 bytes.
        for (int cut = 0; cut < 240; cut += 6)
        {
            // What was said to be heard once may come twice; it is all here when the answer to a ping is.
            await nats.PingAsync();
            while (sub.Msgs.TryRead(out _))
            {
            }
            int before = proxy.Connections;
            proxy.CutAfter(cut);
            await writer.PublishAsync("cut", text, new NatsHeaders { ["n"] = "1" });
            await Until.Holds(() => proxy.Connections > before);
            sub.Msgs.TryRead(out _).ShouldBeFalse();
            await Hears(nats, sub, "cut");
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_protocol_make_another_connection()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        const string info = "INFO {\"server_id\":\"x\",\"max_payload\":1024}\r\n";
        string[] scripts =
        [
            "HTTP/1.1 400 Bad Request\r\n\r\n",
            "PING\r\n",
            "INFO nonsense\r\n",
            info + "GARBAGE\r\n",
            info + "PONG\r\nMSG a 1 5\r\nhelloXX",
            info + "PONG\r\nMSG a 1 99999999\r\n",
            info + "PONG\r\n" + new string('x', 5000),
            info + "-ERR 'Unknown Protocol Operation'\r\n",
        ];
        await using Proxy proxy = await Proxy.StartScriptAsync(server.Port, number => number <= scripts.Length ? Encoding.ASCII.GetBytes(scripts[number - 1]) : null);
        await using var nats = new NatsConnection(Eager($"nats://127.0.0.1:{proxy.Port}") with { RetryOnInitialConnect = true, MaxPayloadHardCap = 1_000_000 });
        await nats.ConnectAsync().AsTask().WaitAsync(Until.Deadline);
        await Until.Holds(() => proxy.Connections > scripts.Length);
        await using INatsSub<string> sub = await nats.SubscribeCoreAsync<string>("after");
        await Hears(nats, sub, "after");
    }

    [Fact]
    public async Task The_first_connection_is_tried_again_when_asked()
    {
        int port = NatsServerProcess.FreePort();
        await using (var once = new NatsConnection(Eager($"nats://127.0.0.1:{port}")))
            await Should.ThrowAsync<NatsException>(async () => await once.ConnectAsync());
        await using var nats = new NatsConnection(Eager($"nats://127.0.0.1:{port}") with { RetryOnInitialConnect = true });
        Task connecting = nats.ConnectAsync().AsTask();
        await using NatsServerProcess server = await NatsServerProcess.StartAsync(port: port);
        await connecting.WaitAsync(Until.Deadline);
        await nats.PingAsync();
    }

    [Fact]
    public async Task Leaving_ends_attempts_to_come_back()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        NatsConnection nats = new(Eager(server.Url) with { ReconnectWaitMin = TimeSpan.FromMinutes(5), ReconnectWaitMax = TimeSpan.FromMinutes(5) });
        await nats.PingAsync();
        await server.KillAsync();
        await Until.Holds(() => nats.ConnectionState == NatsConnectionState.Reconnecting);
        Task waiting = nats.PublishAsync("x", "y").AsTask();
        await nats.DisposeAsync().AsTask().WaitAsync(Until.Deadline);
        // Whoever waits is told; by which of the two depends on how far it had come when the connection was lost.
        Exception? end = await Record.ExceptionAsync(() => waiting.WaitAsync(Until.Deadline));
        (end is OperationCanceledException or NatsException).ShouldBeTrue(end?.ToString());
    }

    [Fact]
    public async Task After_so_many_attempts_it_gives_up()
    {
        await using NatsServerProcess server = await NatsServerProcess.StartAsync();
        await using var nats = new NatsConnection(Eager(server.Url) with { MaxReconnectRetry = 2 });
        await nats.PingAsync();
        await server.KillAsync();
        await Until.Holds(() => nats.ConnectionState == NatsConnectionState.Failed);
        await Should.ThrowAsync<NatsConnectionFailedException>(async () => await nats.PublishAsync("x", "y"));
    }
}
