using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Edge.Buffers;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

public sealed class TlsConnectorTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly Connector _connector = new(
        new NameCache(_ => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), TimeProvider.System), TimeProvider.System);

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_server_whose_authority_is_named_is_trusted_and_spoken_to_in_http_1_1()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        var (connection, peer) = await Connect(server);
        using SslStream end = peer;

        peer.NegotiatedApplicationProtocol.ShouldBe(SslApplicationProtocol.Http11);
        peer.TargetHostName.ShouldBe("replica.test");
        await connection.WriteAsync("ping"u8.ToArray());
        byte[] buffer = new byte[8];
        (await peer.ReadAsync(buffer)).ShouldBe(4);
        connection.Close();
    }

    [Fact]
    public async Task Tls_1_2_is_spoken_where_the_server_knows_no_newer()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"), protocols: SslProtocols.Tls12);
        var (connection, peer) = await Connect(server);
        using SslStream end = peer;

        peer.SslProtocol.ShouldBe(SslProtocols.Tls12);
        connection.Close();
    }

    [Fact]
    public async Task An_address_in_place_of_a_name_is_looked_for_in_the_certificate()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"), address: "127.0.0.2");
        var (connection, peer) = await Connect(server, Endpoint(server) with { Host = "127.0.0.2", TlsHost = "127.0.0.2" });
        using SslStream end = peer;

        connection.Close();
    }

    [Fact]
    public async Task The_name_in_the_certificate_may_differ_from_the_name_to_resolve()
    {
        using var server = new TlsServer(_authority.Issue("other.test"));
        var (connection, peer) = await Connect(server, Endpoint(server) with { TlsHost = "other.test" });
        using SslStream end = peer;

        connection.Close();
    }

    [Fact]
    public async Task A_server_of_an_unknown_authority_is_refused()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        await ShouldBeRefused(server, Endpoint(server) with { CaPath = null });

        using var stranger = new TestAuthority();
        await ShouldBeRefused(server, Endpoint(server) with { CaPath = stranger.CaPath });
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        using var server = new TlsServer(_authority.Issue("replica.test", lastDay: -1));
        await ShouldBeRefused(server, Endpoint(server));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        using var server = new TlsServer(_authority.Issue("other.test"));
        await ShouldBeRefused(server, Endpoint(server));
    }

    [Fact]
    public async Task An_authority_file_that_is_missing_or_empty_refuses_every_server()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        string empty = $"{_authority.CaPath}.empty";
        await File.WriteAllTextAsync(empty, "");

        await ShouldBeRefused(server, Endpoint(server) with { CaPath = empty });
        await ShouldBeRefused(server, Endpoint(server) with { CaPath = $"{_authority.CaPath}.missing" });
    }

    [Fact]
    public async Task A_rotated_authority_is_read_from_its_file_without_a_restart()
    {
        using var newer = new TestAuthority();
        using var server = new TlsServer(newer.Issue("replica.test"));
        await ShouldBeRefused(server, Endpoint(server));

        newer.WriteTo(_authority.CaPath);
        File.SetLastWriteTimeUtc(_authority.CaPath, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var (connection, peer) = await Connect(server);
        using SslStream end = peer;
        connection.Close();
    }

    [Fact]
    public async Task A_peer_that_does_not_speak_tls_is_refused()
    {
        using var loopback = new Loopback();
        Task<ConnectOutcome> connect = _connector.ConnectAsync(
            loopback.Endpoint with { IsTls = true, Host = "replica.test", TlsHost = "replica.test" }, default).AsTask();
        using var peer = await loopback.Accept();
        await peer.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

        (await Until.Done(connect)).Fault.ShouldBe(FaultKind.TlsFailed);
    }

    [Fact]
    public async Task A_peer_that_hangs_up_in_the_handshake_is_refused()
    {
        using var loopback = new Loopback();
        Task<ConnectOutcome> connect = _connector.ConnectAsync(
            loopback.Endpoint with { IsTls = true, Host = "replica.test", TlsHost = "replica.test" }, default).AsTask();
        (await loopback.Accept()).Dispose();

        (await Until.Done(connect)).Fault.ShouldBe(FaultKind.TlsFailed);
    }

    [Fact]
    public async Task A_peer_that_is_silent_in_the_handshake_is_a_timeout()
    {
        using var loopback = new Loopback();
        UpstreamEndpoint endpoint = loopback.Endpoint with { IsTls = true, ConnectTimeout = TimeSpan.FromMilliseconds(50) };

        ConnectOutcome outcome = await Until.Done(_connector.ConnectAsync(endpoint, default).AsTask());

        outcome.Fault.ShouldBe(FaultKind.ConnectTimeout);
    }

    [Fact]
    public async Task A_pooled_connection_carries_one_request_after_the_other()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        ConnectionPool pool = Pool(server);
        var (connection, peer) = await Lease(pool, server);
        using SslStream end = peer;
        for (int i = 0; i < 3; i++)
        {
            await Exchange(connection, peer, waitFirst: i % 2 == 0);
            pool.Return(connection, reusable: true);
            pool.TryLease().ShouldBeSameAs(connection);
        }
        connection.Close();
    }

    [Fact]
    public async Task A_connection_kept_unused_is_alive_whatever_tickets_the_server_sent()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        ConnectionPool pool = Pool(server);
        var waiter = new FakeWaiter();
        Task<SslStream> accept = server.Accept();
        pool.Enqueue(waiter).ShouldBeTrue();
        pool.Cancel(waiter).ShouldBeTrue();
        using SslStream peer = await accept;
        await Until.True(() => pool.Idle == 1);

        UpstreamConnection connection = pool.TryLease().ShouldNotBeNull();
        await Exchange(connection, peer, waitFirst: false);
        connection.Close();
    }

    [Fact]
    public async Task One_with_bytes_left_over_inside_tls_is_not_kept()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        ConnectionPool pool = Pool(server);
        var (connection, peer) = await Lease(pool, server);
        using SslStream end = peer;
        await peer.WriteAsync("answer and more"u8.ToArray());
        (await Until.Done(connection.ReadAsync(new byte[6]).AsTask())).ShouldBe(6);

        pool.Return(connection, reusable: true);

        pool.Idle.ShouldBe(0);
    }

    [Fact]
    public void One_that_fails_at_once_is_not_kept()
    {
        var stream = new SslStream(new FakeStream());
        stream.Dispose();

        new UpstreamConnection(stream).TryPark().ShouldBeFalse();
    }

    [Fact]
    public async Task One_whose_owner_left_a_read_under_way_is_not_kept()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        ConnectionPool pool = Pool(server);
        var (connection, peer) = await Lease(pool, server);
        using SslStream end = peer;
        Task<int> read = connection.ReadAsync(new byte[8]).AsTask();

        pool.Return(connection, reusable: true);

        (pool.Idle, pool.InUse).ShouldBe((0, 0));
        await Record.ExceptionAsync(() => Until.Done(read));
    }

    [Fact]
    public async Task One_that_the_peer_closed_or_spoke_on_is_not_leased()
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        ConnectionPool pool = Pool(server);
        var (closed, closedPeer) = await Lease(pool, server);
        var (spoken, spokenPeer) = await Lease(pool, server);
        using SslStream end = spokenPeer;
        pool.Return(closed, reusable: true);
        pool.Return(spoken, reusable: true);

        await closedPeer.DisposeAsync();
        await spokenPeer.WriteAsync("HTTP/1.1 408 Request Timeout\r\n\r\n"u8.ToArray());
        await Until.True(() => !closed.IsAlive() && !spoken.IsAlive());

        pool.TryLease().ShouldBeNull();
        pool.InUse.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Abort_fails_what_is_pending(bool afterLease)
    {
        using var server = new TlsServer(_authority.Issue("replica.test"));
        ConnectionPool pool = Pool(server);
        var (connection, peer) = await Lease(pool, server);
        using SslStream end = peer;
        if (afterLease)
        {
            pool.Return(connection, reusable: true);
            pool.TryLease().ShouldBeSameAs(connection);
        }
        Task<int> read = connection.ReadAsync(new byte[8]).AsTask();

        await Task.Run(connection.Abort);

        Exception? thrown = await Record.ExceptionAsync(() => Until.Done(read));
        (thrown is IOException or ObjectDisposedException).ShouldBeTrue($"{thrown}");
        thrown = await Record.ExceptionAsync(() => connection.WriteAsync(new byte[8]).AsTask());
        (thrown is IOException or ObjectDisposedException).ShouldBeTrue($"{thrown}");
    }

    private static async Task Exchange(UpstreamConnection connection, SslStream peer, bool waitFirst)
    {
        byte[] buffer = new byte[8];
        await connection.WriteAsync("?"u8.ToArray());
        (await Until.Done(peer.ReadAsync(buffer).AsTask())).ShouldBe(1);
        await peer.WriteAsync("!!"u8.ToArray());
        if (waitFirst)
            (await Until.Done(connection.ReadAsync(Memory<byte>.Empty).AsTask())).ShouldBe(0);
        (await Until.Done(connection.ReadAsync(buffer).AsTask())).ShouldBe(2);
    }

    private UpstreamEndpoint Endpoint(TlsServer server) => new(IsTls: true, "replica.test", server.Port) { CaPath = _authority.CaPath };

    private ConnectionPool Pool(TlsServer server) =>
        new(Endpoint(server), new PoolLimits(4, 4, 1_000, 5_000), _connector, new CoarseClock());

    private async Task<(UpstreamConnection Connection, SslStream Peer)> Connect(TlsServer server, UpstreamEndpoint? endpoint = null)
    {
        Task<SslStream> accept = server.Accept();
        ConnectOutcome outcome = await Until.Done(_connector.ConnectAsync(endpoint ?? Endpoint(server), default).AsTask());
        return (outcome.Connection.ShouldNotBeNull(outcome.Detail), await accept);
    }

    private static async Task<(UpstreamConnection Connection, SslStream Peer)> Lease(ConnectionPool pool, TlsServer server)
    {
        var waiter = new FakeWaiter();
        Task<SslStream> accept = server.Accept();
        pool.Enqueue(waiter).ShouldBeTrue();
        return (await waiter.Connection(), await accept);
    }

    private async Task ShouldBeRefused(TlsServer server, UpstreamEndpoint endpoint)
    {
        Task<SslStream> accept = server.Accept();
        ConnectOutcome outcome = await Until.Done(_connector.ConnectAsync(endpoint, default).AsTask());
        outcome.Fault.ShouldBe(FaultKind.TlsFailed);
        outcome.Detail.ShouldNotBeNullOrEmpty();
        if (await Record.ExceptionAsync(() => accept) is null)
            await (await accept).DisposeAsync();
    }
}
