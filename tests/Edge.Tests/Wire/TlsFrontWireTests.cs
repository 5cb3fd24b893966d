using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Tests.Wire;

/// <summary>The TLS listener: protocols by ALPN, and certificates that change while it runs.</summary>
public sealed class TlsFrontWireTests : IDisposable
{
    private readonly WireCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_call_over_TLS_is_relayed(string version)
    {
        await using WireEdge edge = await StartAsync();
        using var client = new WireClient(edge.LastAddress, Version.Parse(version), _certificates.Root);
        for (int i = 0; i < 2; i++)
        {
            Task<HttpResponseMessage> call = client.PostAsync(WireEdge.Body, ("X-Custom", "kept"));
            using WireConnection replica = await edge.Upstream.AcceptAsync();
            (string head, string body) = await replica.ReceiveMessageAsync();
            body.ShouldBe(WireEdge.Body);
            head.ShouldContain("\r\nX-Custom: kept\r\n", Case.Insensitive);
            head.ShouldContain("\r\nX-Forwarded-Proto: https\r\n");
            head.ShouldContain($"\r\nX-Forwarded-Host: edge.test:{edge.LastAddress.Port}\r\n");
            head.ShouldNotContain("\r\n:");
            await replica.SendAsync("HTTP/1.1 201 Created\r\nConnection: close\r\nX-Theirs: yes\r\nContent-Length: 2\r\n\r\nok");
            using HttpResponseMessage answer = await call;
            answer.Version.ShouldBe(Version.Parse(version));
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            answer.Headers.GetValues("X-Theirs").ShouldBe(["yes"]);
            (await answer.Content.ReadAsStringAsync()).ShouldBe("ok");
        }
        client.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task The_protocol_is_chosen_by_ALPN()
    {
        await using WireEdge edge = await StartAsync();
        (await ShakeAsync(edge, SslApplicationProtocol.Http11, SslApplicationProtocol.Http2)).Protocol.ShouldBe(SslApplicationProtocol.Http2);
        (await ShakeAsync(edge, SslApplicationProtocol.Http11)).Protocol.ShouldBe(SslApplicationProtocol.Http11);
        (await ShakeAsync(edge)).Protocol.ShouldBe(default);
    }

    [Fact]
    public async Task A_changed_certificate_is_for_new_handshakes_and_a_broken_one_for_nobody()
    {
        using var log = new WireLog();
        await using WireEdge edge = await StartAsync(log);
        using var client = new WireClient(edge.LastAddress, HttpVersion.Version20, _certificates.Root);
        (await client.GetAsync("/livez")).Dispose();
        string first = (await ShakeAsync(edge)).Thumbprint;

        string second = _certificates.Renew();
        second.ShouldNotBe(first);
        string seen = first;
        while (seen != second)
        {
            seen.ShouldBe(first);
            seen = (await ShakeAsync(edge)).Thumbprint;
        }

        _certificates.Break();
        await log.ExpectAsync("can't be used");
        (await ShakeAsync(edge)).Thumbprint.ShouldBe(second);
        (await client.GetAsync("/livez")).Dispose();
        client.Connections.ShouldBe(1);
    }

    private Task<WireEdge> StartAsync(WireLog? log = null) =>
        WireEdge.StartAsync(change: config => config with { Listen = config.Listen with { Tls = _certificates.Listen } }, loggers: log);

    private async Task<(string Thumbprint, SslApplicationProtocol Protocol)> ShakeAsync(WireEdge edge, params SslApplicationProtocol[] offered)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(edge.LastAddress);
        using var stream = new SslStream(new NetworkStream(socket));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificates.Root);
        using var deadline = new CancellationTokenSource(WireConnection.Patience);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "edge.test",
                ApplicationProtocols = offered.Length > 0 ? [.. offered] : null,
                CertificateChainPolicy = policy,
                EnabledSslProtocols = SslProtocols.None,
            },
            deadline.Token);
        return (((X509Certificate2)stream.RemoteCertificate!).Thumbprint, stream.NegotiatedApplicationProtocol);
    }
}
