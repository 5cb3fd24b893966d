using System.Net;
using System.Net.Sockets;
using Edge.Tests.Upstream;
using Edge.Transport;

namespace Edge.Tests.Transport;

public class LoopSocketTests
{
    [Fact]
    public async Task A_connect_begins_and_stands()
    {
        using var listener = new Loopback();
        Task<Socket> accept = listener.Accept();
        int descriptor = LoopSocket.Connect(new IPEndPoint(IPAddress.Loopback, listener.Port));
        descriptor.ShouldBeGreaterThan(0);
        using Socket peer = await accept;
        LoopSocket.TakeError(descriptor).ShouldBe(0);
        LoopSocket.PeerName(descriptor).ToEndPoint().ShouldBe(peer.LocalEndPoint);
        LoopSocket.LocalName(descriptor).ToEndPoint().ShouldBe(peer.RemoteEndPoint);
        LoopSocket.Close(descriptor);
    }

    [Fact]
    public async Task A_refused_connect_is_an_error_of_the_call_or_of_the_socket()
    {
        // Bound, so that nobody else gets it, and not listening.
        using var bound = new Socket(SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int descriptor = LoopSocket.Connect((IPEndPoint)bound.LocalEndPoint!);
        int error = -descriptor;
        if (descriptor > 0)
        {
            await Until.True(() => (error = LoopSocket.TakeError(descriptor)) != 0);
            LoopSocket.Close(descriptor);
        }
        error.ShouldBe(Errno.ConnectionRefused);
    }

    [Fact]
    public unsafe void Pieces_are_sent_and_received_as_one()
    {
        (int descriptor, Socket peer) = LoopHarness.Connect();
        byte[] first = [1, 2, 3], second = [4, 5];
        fixed (byte* one = first, two = second)
        {
            LoopSocket.SendVector(descriptor, [new IoVector(one, 3), new IoVector(two, 2)]).ShouldBe(5);
            var got = new byte[8];
            peer.Receive(got).ShouldBe(5);
            got[..5].ShouldBe([1, 2, 3, 4, 5]);
            peer.Send([9, 8, 7, 6]);
            nint received;
            while ((received = LoopSocket.ReceiveVector(descriptor, [new IoVector(one, 3), new IoVector(two, 2)])) == -Errno.Again)
                Thread.Yield();
            received.ShouldBe(4);
        }
        first.ShouldBe([9, 8, 7]);
        second.ShouldBe([6, 5]);
        peer.Dispose();
        LoopSocket.Close(descriptor);
    }

    [Fact]
    public async Task Half_a_connection_can_be_shut()
    {
        (int descriptor, Socket peer) = LoopHarness.Connect();
        using (peer)
        {
            LoopSocket.ShutdownSend(descriptor);
            (await Until.Done(peer.ReceiveAsync(new byte[1]))).ShouldBe(0);
            LoopSocket.Send(descriptor, "x"u8).ShouldBe(-Errno.BrokenPipe);
            peer.Send("still here"u8);
            var got = new byte[16];
            await Until.True(() => LoopSocket.Receive(descriptor, got) == 10);
        }
        LoopSocket.Close(descriptor);
    }

    [Theory]
    [InlineData("127.0.0.1", 80)]
    [InlineData("255.1.2.3", 65535)]
    [InlineData("::1", 8080)]
    [InlineData("2001:db8::17", 1)]
    public void A_name_says_the_same_as_its_end_point(string address, int port)
    {
        var point = new IPEndPoint(IPAddress.Parse(address), port);
        SocketName name = SocketName.Of(point);
        name.ToEndPoint().ShouldBe(point);
        name.Port.ShouldBe(port);
        name.Address.ToArray().ShouldBe(point.Address.GetAddressBytes());
        name.Equals(SocketName.Of(name.Bytes)).ShouldBeTrue();
        name.Equals(SocketName.Of(new IPEndPoint(point.Address, port ^ 2))).ShouldBeFalse();
    }

    [Fact]
    public void No_name_is_no_end_point()
    {
        default(SocketName).ToEndPoint().ShouldBeNull();
        default(SocketName).Port.ShouldBe(0);
        default(SocketName).Address.Length.ShouldBe(0);
        SocketName.Of(new byte[SocketName.Capacity + 1]).Length.ShouldBe(0);
    }

    [Theory]
    [InlineData(0UL, 16)]
    [InlineData(288UL, 16)]
    [InlineData(1024UL, 384)]
    [InlineData(20_256UL, 10_000)]
    [InlineData(ulong.MaxValue, int.MaxValue / 2)]
    public void Half_of_what_the_reserve_leaves_is_for_clients(ulong descriptors, int connections) =>
        DescriptorLimit.For(descriptors).ShouldBe(connections);

    [Fact]
    public void The_limit_of_this_process_allows_some_connections() => DescriptorLimit.Connections().ShouldBeGreaterThanOrEqualTo(16);
}
