using System.Diagnostics;
using System.Net;
using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Tests.Wire;

/// <summary>A running Edge on free ports before one scripted replica, deployment <c>m</c>, on the driver of the test; callers need no key.</summary>
internal sealed class WireEdge : IAsyncDisposable
{
    /// <summary>A small whole answer of a replica.</summary>
    internal const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /// <summary>A small body that is routed to the replica.</summary>
    internal const string Body = """{"model":"m","x":1}""";

    /// <summary>Any free port of this machine.</summary>
    internal static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    private WireEdge(EdgeServer server, EdgeConfig config, WireUpstream upstream) => (Server, Config, Upstream) = (server, config, upstream);

    internal EdgeServer Server { get; }

    /// <summary>The configuration it was started with, to be changed and applied by a test.</summary>
    internal EdgeConfig Config { get; }

    internal WireUpstream Upstream { get; }

    /// <summary>The first data address: cleartext HTTP/1.1 where there is such a listener.</summary>
    internal IPEndPoint Address => Server.DataAddresses.First().Address;

    /// <summary>The last data address: that of TLS, else cleartext HTTP/2, where there is such a listener.</summary>
    internal IPEndPoint LastAddress => Server.DataAddresses.Last().Address;

    /// <summary>The one replica that is known.</summary>
    internal Replica Replica => Server.Replicas.Replicas.Single();

    /// <summary>Starts it; <paramref name="deployment"/> may change the deployment, <paramref name="change"/> the configuration.</summary>
    internal static async Task<WireEdge> StartAsync(
        Func<DeploymentConfig, DeploymentConfig>? deployment = null, Func<EdgeConfig, EdgeConfig>? change = null, ILoggerFactory? loggers = null)
    {
        var upstream = new WireUpstream();
        EdgeConfig config = Configure(upstream, deployment);
        config = change?.Invoke(config) ?? config;
        EdgeServer server = await EdgeServer.StartAsync(config, loggers ?? NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        return new WireEdge(server, config, upstream);
    }

    /// <summary>Starts it with other listeners.</summary>
    internal static Task<WireEdge> ListenAsync(Func<ListenConfig, ListenConfig> listen) =>
        StartAsync(change: config => config with { Listen = listen(config.Listen) });

    /// <summary>Connects as a caller.</summary>
    internal Task<WireConnection> ConnectAsync() => WireConnection.ToAsync(Address);

    /// <summary>What Edge itself answers to <paramref name="request"/> on a new connection.</summary>
    internal async Task<(string Head, string Body)> AskAsync(string request)
    {
        using WireConnection client = await ConnectAsync();
        await client.SendAsync(request);
        return await client.ReceiveMessageAsync();
    }

    /// <summary>Sends <paramref name="request"/> through to the replica and <paramref name="answer"/> back, on new connections.</summary>
    internal async Task<(string Request, string RequestBody, string Answer, string AnswerBody)> RelayAsync(string request, string answer = Ok)
    {
        using WireConnection client = await ConnectAsync();
        await client.SendAsync(request);
        using WireConnection replica = await Upstream.AcceptAsync();
        (string head, string body) = await replica.ReceiveMessageAsync();
        await replica.SendAsync(answer);
        (string answerHead, string answerBody) = await client.ReceiveMessageAsync();
        await ExpectIdleAsync();
        return (head, body, answerHead, answerBody);
    }

    /// <summary>A POST with a JSON body, as bytes on the wire.</summary>
    internal static string Post(string body = Body, string path = "/v1/chat/completions", string fields = "") =>
        $"POST {path} HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\n{fields}Content-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>A request without a body, as bytes on the wire.</summary>
    internal static string Get(string path, string fields = "", string method = "GET") => $"{method} {path} HTTP/1.1\r\nHost: edge\r\n{fields}\r\n";

    /// <summary>Waits until no request is at work, no replica is charged with one, and no connection is leased, wanted or being made.</summary>
    internal async Task ExpectIdleAsync()
    {
        try
        {
            await UntilAsync(() => Server.ActiveRequests == 0 && Server.Replicas.Replicas.All(IsIdle), "requests are still at work");
        }
        catch (ShouldAssertException)
        {
            string replicas = string.Join("; ", Server.Replicas.Replicas.Select(
                r => $"{r.Outstanding} outstanding, {r.Pool.InUse} in use, {r.Pool.Waiting} waiting, {r.Pool.Connecting} connecting"));
            throw new ShouldAssertException($"{Server.ActiveRequests} requests are still at work: {replicas}");
        }

        static bool IsIdle(Replica r) => r.Outstanding == 0 && r.Pool.InUse == 0 && r.Pool.Waiting == 0 && r.Pool.Connecting == 0;
    }

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    internal static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            watch.Elapsed.ShouldBeLessThan(WireConnection.Patience, otherwise);
            await Task.Delay(5);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Upstream.Dispose();
        await Server.DisposeAsync();
    }

    private static EdgeConfig Configure(WireUpstream upstream, Func<DeploymentConfig, DeploymentConfig>? deployment)
    {
        var m = new DeploymentConfig { Id = "m", Endpoints = [new EndpointConfig(upstream.Url)] };
        return new EdgeConfig
        {
            Listen = new ListenConfig { Data = AnyPort, Control = AnyPort, Drain = TimeSpan.FromSeconds(10), Driver = WireDriver.Current },
            Deployments = [deployment?.Invoke(m) ?? m],
            Anonymous = ListenConfig.DefaultAccount,
        };
    }
}
