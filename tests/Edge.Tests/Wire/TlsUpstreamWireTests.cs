using System.Net.Security;
using ConfigSync.Resources;
using Edge.Tests.Upstream;

namespace Edge.Tests.Wire;

/// <summary>Replicas behind <c>https</c>.</summary>
public sealed class TlsUpstreamWireTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [DriverFact]
    public async Task A_replica_whose_authority_is_named_is_called_by_its_host_name()
    {
        using var server = new TlsServer(_authority.Issue("localhost"));
        await using WireEdge edge = await StartAsync(server, _authority.CaPath);
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using SslStream stream = await server.Accept();
        stream.TargetHostName.ShouldBe("localhost");
        stream.NegotiatedApplicationProtocol.ShouldBe(SslApplicationProtocol.Http11);
        using var replica = new WireConnection(stream);
        // The second request proves that a connection that waited in the pool reads on where it stood.
        for (int i = 0; i < 2; i++)
        {
            (string head, string body) = await replica.ReceiveMessageAsync();
            body.ShouldBe(WireEdge.Body);
            head.ShouldContain($"\r\nHost: localhost:{server.Port}\r\n");
            head.ShouldContain("\r\nAuthorization: Bearer upstream\r\n");
            head.ShouldNotContain("Forwarded", Case.Insensitive);
            await replica.SendAsync(WireEdge.Ok);
            (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
            await edge.ExpectIdleAsync();
            await client.SendAsync(WireEdge.Post());
        }
    }

    [DriverFact]
    public async Task A_caller_that_leaves_frees_the_replica()
    {
        using var server = new TlsServer(_authority.Issue("localhost"));
        await using WireEdge edge = await StartAsync(server, _authority.CaPath);
        WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using var replica = new WireConnection(await server.Accept());
        await replica.ReceiveMessageAsync();
        client.Dispose();
        await replica.ExpectClosedAsync();
        await edge.ExpectIdleAsync();
    }

    [DriverTheory]
    [InlineData("localhost", false)]
    [InlineData("other.test", true)]
    public async Task A_replica_that_cannot_be_trusted_is_a_502(string name, bool trusted)
    {
        using var stranger = new TestAuthority();
        using var server = new TlsServer(_authority.Issue(name));
        await using WireEdge edge = await StartAsync(server, trusted ? _authority.CaPath : stranger.CaPath);
        Task<SslStream> refused = server.Accept();
        (string head, string body) = await edge.AskAsync(WireEdge.Post());
        head.ShouldStartWith("HTTP/1.1 502 Bad Gateway\r\n");
        WireError.Of(body).ShouldBe(("server_error", "tls_failed", null));
        await ExpectNothingAsync(refused);
    }

    /// <summary>The server may find its handshake complete before it hears of the refusal; it never gets a byte of a request.</summary>
    private static async Task ExpectNothingAsync(Task<SslStream> refused)
    {
        try
        {
            using var replica = new WireConnection(await refused);
            await replica.ExpectClosedAsync();
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // Refused while it was under way.
        }
    }

    private static Task<WireEdge> StartAsync(TlsServer server, string caPath) => WireEdge.StartAsync(m => m with
    {
        Endpoints = [new EndpointConfig(new Uri($"https://localhost:{server.Port}"))],
        CaPath = caPath,
        Auth = new UpstreamAuthConfig("Authorization", "Bearer upstream"),
    });
}
