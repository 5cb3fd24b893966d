using System.Net.Sockets;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

public class UpstreamConnectionTests
{
    [Fact]
    public async Task Bytes_go_both_ways()
    {
        using var loopback = new Loopback();
        var (connection, peer) = await loopback.Connect();
        byte[] buffer = new byte[16];

        await connection.WriteAsync("ping"u8.ToArray());
        (await peer.ReceiveAsync(buffer)).ShouldBe(4);
        await peer.SendAsync("pong!"u8.ToArray());

        (await connection.ReadAsync(buffer)).ShouldBe(5);
        buffer.AsSpan(0, 5).SequenceEqual("pong!"u8).ShouldBeTrue();
        connection.Close();
        peer.Dispose();
    }

    [Fact]
    public async Task An_empty_read_waits_until_there_is_data_and_takes_none()
    {
        using var loopback = new Loopback();
        var (connection, peer) = await loopback.Connect();
        using Socket end = peer;
        Task<int> wait = connection.ReadAsync(Memory<byte>.Empty).AsTask();
        wait.IsCompleted.ShouldBeFalse();

        await peer.SendAsync("x"u8.ToArray());

        (await Until.Done(wait)).ShouldBe(0);
        (await connection.ReadAsync(new byte[8])).ShouldBe(1);
        connection.Close();
    }

    [Fact]
    public async Task A_read_after_the_peer_closed_gives_zero()
    {
        using var loopback = new Loopback();
        var (connection, peer) = await loopback.Connect();
        peer.Dispose();

        (await Until.Done(connection.ReadAsync(new byte[8]).AsTask())).ShouldBe(0);
        connection.Close();
    }

    [Fact]
    public async Task Abort_fails_what_is_pending_and_whatever_comes_after_from_any_thread_and_twice()
    {
        using var loopback = new Loopback();
        var (connection, peer) = await loopback.Connect();
        using Socket end = peer;
        Task read = connection.ReadAsync(new byte[8]).AsTask();

        await Task.WhenAll(Task.Run(connection.Abort), Task.Run(connection.Abort)).WaitAsync(Until.Deadline);

        await ShouldFail(() => read);
        await ShouldFail(() => connection.WriteAsync("x"u8.ToArray()).AsTask());
        await ShouldFail(() => connection.ReadAsync(new byte[8]).AsTask());
        connection.IsAlive().ShouldBeFalse();
    }

    [Fact]
    public async Task The_peer_of_an_aborted_connection_sees_a_reset()
    {
        using var loopback = new Loopback();
        var (connection, peer) = await loopback.Connect();
        using Socket end = peer;

        connection.Abort();

        var seen = await Should.ThrowAsync<SocketException>(() => Until.Done(peer.ReceiveAsync(new byte[8])));
        seen.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task The_peer_of_a_closed_connection_sees_its_end()
    {
        using var loopback = new Loopback();
        var (connection, peer) = await loopback.Connect();
        using Socket end = peer;

        connection.Close();

        (await Until.Done(peer.ReceiveAsync(new byte[8]))).ShouldBe(0);
    }

    [Fact]
    public void It_does_not_wait_to_fill_segments_and_asks_whether_a_silent_peer_is_there()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Connector.Configure(socket);

        socket.NoDelay.ShouldBeTrue();
        ((int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!).ShouldNotBe(0);
    }

    /// <summary>The three exceptions that owners are told to expect.</summary>
    private static async Task ShouldFail(Func<Task> call)
    {
        Exception? thrown = await Record.ExceptionAsync(() => call().WaitAsync(Until.Deadline));
        (thrown is IOException or SocketException or ObjectDisposedException).ShouldBeTrue($"{thrown}");
    }
}
