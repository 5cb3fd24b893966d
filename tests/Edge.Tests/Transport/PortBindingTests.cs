using System.Net;
using System.Net.Sockets;
using Edge.Tests.Upstream;
using Edge.Transport;

namespace Edge.Tests.Transport;

public sealed class PortBindingTests : IDisposable
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);
    private readonly List<int> _descriptors = [];

    public void Dispose() => _descriptors.ForEach(LoopSocket.Close);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Callers_are_spread_over_the_sockets_of_all_loops(bool reusePortAllowed)
    {
        int[] sockets = Bind(AnyPort, 3, reusePortAllowed, out IPEndPoint address);
        address.Port.ShouldBeGreaterThan(0);
        const int Callers = 300;
        var clients = new List<Socket>();
        for (int i = 0; i < Callers; i++)
            clients.Add(Connected(address));
        int[] taken = [.. sockets.Select(AcceptAll)];
        taken.Sum().ShouldBe(Callers);
        // The kernel picks by a hash of both addresses: a third each, a standard deviation of 8.
        taken.Min().ShouldBeGreaterThan(40, string.Join(' ', taken));
        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void A_second_one_on_the_port_is_refused(int loops, int loopsOfTheSecond)
    {
        Bind(AnyPort, loops, false, out IPEndPoint address);
        Should.Throw<IOException>(() => Bind(address, loopsOfTheSecond, false, out _)).Message
            .ShouldBe($"Failed to bind to address {address}: address already in use.");
    }

    [Fact]
    public void One_that_shares_its_port_is_refused_where_somebody_does_not()
    {
        Bind(AnyPort, 1, false, out IPEndPoint address);
        Should.Throw<IOException>(() => Bind(address, 2, true, out _));
    }

    [Fact]
    public void One_that_does_not_share_is_refused_where_others_share()
    {
        Bind(AnyPort, 2, true, out IPEndPoint address);
        Should.Throw<IOException>(() => Bind(address, 2, false, out _));
    }

    [Fact]
    public void Two_that_both_share_get_along() => Bind(Bound(Bind(AnyPort, 2, true, out _)), 2, true, out _).Length.ShouldBe(2);

    [Fact]
    public void Of_two_that_start_at_once_one_gets_the_port()
    {
        for (int round = 0; round < 50; round++)
        {
            IPEndPoint address = Bound(Bind(AnyPort, 1, false, out _));
            Dispose();
            _descriptors.Clear();
            using var both = new Barrier(2);
            int winners = 0;
            Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ =>
            {
                both.SignalAndWait(Until.Deadline);
                try
                {
                    int[] sockets = PortBinding.Bind(address, 2, false, out IPEndPoint _);
                    lock (_descriptors)
                        _descriptors.AddRange(sockets);
                    Interlocked.Increment(ref winners);
                }
                catch (IOException)
                {
                    // The other one was first.
                }
            });
            winners.ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void An_address_that_is_not_ours_is_no_address_in_use() =>
        Should.Throw<SocketException>(() => Bind(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0), 1, false, out _))
            .SocketErrorCode.ShouldBe(SocketError.AddressNotAvailable);

    [Fact]
    public void The_wildcard_of_ip6_takes_callers_of_both_families()
    {
        int[] sockets = Bind(new IPEndPoint(IPAddress.IPv6Any, 0), 2, false, out IPEndPoint address);
        using Socket four = Connected(new IPEndPoint(IPAddress.Loopback, address.Port));
        using Socket six = Connected(new IPEndPoint(IPAddress.IPv6Loopback, address.Port));
        var peers = new List<IPEndPoint>();
        foreach (int socket in sockets)
        {
            while (LoopSocket.Accept(socket, out SocketName peer) is > 0 and int accepted)
            {
                peers.Add(peer.ToEndPoint()!);
                peers[^1].ShouldBe(LoopSocket.PeerName(accepted).ToEndPoint());
                _descriptors.Add(accepted);
            }
        }
        peers.Select(peer => peer.Address.ToString()).Order().ShouldBe(["::1", "::ffff:127.0.0.1"]);
        peers.Select(peer => peer.Port).Order().ShouldBe(new[] { four, six }.Select(c => ((IPEndPoint)c.LocalEndPoint!).Port).Order());
    }

    [Fact]
    public void The_loopback_of_ip6_leaves_that_of_ip4_to_others()
    {
        Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0), 1, false, out IPEndPoint address);
        Bind(new IPEndPoint(IPAddress.Loopback, address.Port), 1, false, out _).Length.ShouldBe(1);
    }

    private static Socket Connected(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(address);
        return socket;
    }

    private static IPEndPoint Bound(int[] sockets) => LoopSocket.LocalName(sockets[0]).ToEndPoint()!;

    private int[] Bind(IPEndPoint address, int loops, bool reusePortAllowed, out IPEndPoint bound)
    {
        int[] sockets = PortBinding.Bind(address, loops, reusePortAllowed, out bound);
        _descriptors.AddRange(sockets);
        return sockets;
    }

    private int AcceptAll(int socket)
    {
        int count = 0;
        for (; LoopSocket.Accept(socket, out _) is > 0 and int accepted; count++)
            _descriptors.Add(accepted);
        return count;
    }
}
