using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Tests.Wire;

/// <summary>HTTP/1.1 over TLS, which is served on Kestrel's pipes.</summary>
public sealed class TlsPipeWireTests : IDisposable
{
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private readonly WireCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Requests_in_a_row_are_answered_in_a_row_also_where_one_is_for_Kestrel()
    {
        await using WireEdge edge = await StartAsync();
        (WireConnection client, _) = await ConnectAsync(edge);
        using WireConnection caller = client;
        await client.SendAsync(WireEdge.Post() + WireEdge.Post() + WireEdge.Get("/livez") + WireEdge.Post(fields: "Connection: close\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (string head, _) = await replica.ReceiveMessageAsync();
        head.ShouldContain("\r\nX-Forwarded-Proto: https\r\n");
        head.ShouldContain("\r\nX-Forwarded-For: 127.0.0.1\r\n");
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        // From here on it is Kestrel's.
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok\n");
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Head.ShouldContain("\r\nConnection: close\r\n");
        await client.ExpectClosedAsync();
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task The_last_request_ends_the_connection()
    {
        await using WireEdge edge = await StartAsync();
        (WireConnection client, _) = await ConnectAsync(edge);
        using (client)
        {
            await client.SendAsync(WireEdge.Post("{\"model\":\"nobody\"}", fields: "Connection: close\r\n"));
            (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 404 ");
            await client.ExpectClosedAsync();
        }
    }

    [Fact]
    public async Task A_caller_that_says_good_bye_takes_its_request_with_it()
    {
        await using WireEdge edge = await StartAsync();
        (WireConnection client, SslStream tls) = await ConnectAsync(edge);
        using (client)
        {
            await client.SendAsync(WireEdge.Post());
            using WireConnection replica = await edge.Upstream.AcceptAsync();
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(StreamHead);
            await client.ReceiveHeadAsync();
            // An alert of TLS alone: the connection below stays open.
            await tls.ShutdownAsync();
            await replica.ExpectClosedAsync();
            await edge.ExpectIdleAsync();
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_is_cut_behind_what_was_sent()
    {
        await using WireEdge edge = await StartAsync();
        (WireConnection client, _) = await ConnectAsync(edge);
        using (client)
        {
            await client.SendAsync(WireEdge.Post());
            WireConnection replica = await edge.Upstream.AcceptAsync();
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(StreamHead + "a\r\ndata: {}\n\n\r\n");
            await client.ReceiveUntilAsync("data: {}\n\n\r\n");
            replica.Dispose();
            string answer = await client.ReceiveRestAsync();
            answer.ShouldContain("data: {\"error\":");
            answer.ShouldNotEndWith("\r\n0\r\n\r\n");
            await edge.ExpectIdleAsync();
        }
    }

    [Fact]
    public async Task A_drain_ends_a_connection_between_requests()
    {
        await using WireEdge edge = await StartAsync();
        (WireConnection client, _) = await ConnectAsync(edge);
        using (client)
        {
            await client.SendAsync(WireEdge.Post("{\"model\":\"nobody\"}"));
            (await client.ReceiveMessageAsync()).Head.ShouldNotContain("Connection: close");
            Task stopped = edge.Server.StopAsync(CancellationToken.None);
            await client.ExpectClosedAsync();
            await stopped.WaitAsync(WireConnection.Patience);
        }
    }

    private Task<WireEdge> StartAsync() => WireEdge.StartAsync(change: config => config with
    {
        // The end of the drain is not what ends a connection.
        Listen = config.Listen with { Tls = _certificates.Listen, Drain = 10 * WireConnection.Patience },
    });

    private async Task<(WireConnection Client, SslStream Tls)> ConnectAsync(WireEdge edge)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(edge.LastAddress);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "edge.test",
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _certificates.Root },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        });
        return (new WireConnection(tls, socket), tls);
    }
}
