using System.Net;
using System.Net.Sockets;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>Connects on a loop, and the ways they end.</summary>
public sealed class LoopConnectTests
{
    [Fact]
    public async Task Nobody_listens()
    {
        using var harness = new LoopPoolHarness(endpoint: endpoint => endpoint with { Host = "127.0.0.9" });
        FakeLease lease = await harness.Ask();
        (await lease.Fault()).ShouldBe(FaultKind.ConnectFailed);
        harness.Books.LastFailure.ShouldNotBeNull().ShouldContain("127.0.0.9");
        await harness.Becomes();
        harness.Books.TryTakeRoom(out _).ShouldBeTrue();
        lease.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task The_name_is_not_known()
    {
        using var harness = new LoopPoolHarness(endpoint: endpoint => endpoint with { Host = "nowhere.test" });
        (await (await harness.Ask()).Fault()).ShouldBe(FaultKind.NameResolution);
        await harness.Becomes();
    }

    [Fact]
    public async Task The_first_address_that_stands_wins()
    {
        using var harness = new LoopPoolHarness(endpoint: endpoint => endpoint with { Host = "many" });
        (LoopUpstream connection, _, _) = await harness.Lease();
        await harness.Return(connection, reusable: false);
        harness.Books.LastFailure.ShouldBeNull();
        await harness.ExpectWholeRoom();
    }

    [Theory]
    [InlineData(500, 300, nameof(FaultKind.ConnectTimeout))]
    [InlineData(5_000, 700, nameof(FaultKind.QueueTimeout))]
    [InlineData(0, 700, nameof(FaultKind.QueueTimeout))]
    public async Task Nobody_answers_in_time(int connectTimeout, int wait, string fault)
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(1);
        var address = (IPEndPoint)full.LocalEndPoint!;
        // Linux lets one more in than it was told to; whoever comes then is not answered.
        using var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var second = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(address);
        await second.ConnectAsync(address);
        using var harness = new LoopPoolHarness(endpoint:
            endpoint => endpoint with { Port = address.Port, ConnectTimeout = TimeSpan.FromMilliseconds(connectTimeout) });
        FakeLease lease = await harness.Ask();
        await Until.True(() => harness.Loops[0].Loop.Count == 1);
        await harness.Pass(400);
        lease.Calls.ShouldBe(0);
        harness.Books.Connecting.ShouldBe(1);
        await harness.Pass(wait);
        (await lease.Fault()).ToString().ShouldBe(fault);
        harness.Books.Waiting.ShouldBe(0);
        lease.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_of_old_settings_says_nothing_to_whoever_waits()
    {
        using var harness = new LoopPoolHarness(endpoint: endpoint => endpoint with { Host = "127.0.0.9" });
        Task<Socket> accept = harness.Replica.Accept();
        var lease = new FakeLease();
        await harness.Loops[0].Run(() =>
        {
            harness.Pools[0].Enqueue(lease).ShouldBeTrue();
            harness.Books.Configure(harness.Replica.Endpoint, harness.Limits);
        });
        LoopUpstream connection = await lease.Connection();
        await accept;
        await harness.Return(connection, reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task A_connection_of_old_settings_is_not_used_and_another_one_made()
    {
        using var harness = new LoopPoolHarness();
        Task<Socket> accept = harness.Replica.Accept();
        var lease = new FakeLease();
        await harness.Loops[0].Run(() => harness.Pools[0].Enqueue(lease));
        // Wherever the connect stands: before it begins, under way, or done.
        harness.Books.Configure(harness.Endpoint with { TlsHost = "another" }, harness.Limits);
        LoopUpstream connection = await lease.Connection();
        await accept;
        await harness.Return(connection);
        await harness.Pass(0);
        FakeLease again = await harness.Ask();
        (await again.Connection()).Era.ShouldBeSameAs(harness.Books.CurrentEra);
        lease.Calls.ShouldBe(1);
    }
}
