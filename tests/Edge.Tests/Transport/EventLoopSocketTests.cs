using System.Net.Sockets;
using Edge.Tests.Upstream;
using Edge.Transport;

namespace Edge.Tests.Transport;

public sealed class EventLoopSocketTests : IDisposable
{
    private readonly LoopHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task What_is_sent_comes_back_whole_though_the_kernel_takes_it_in_parts()
    {
        const int Seed = 7;
        var sent = new byte[3_000_000];
        new Random(Seed).NextBytes(sent);
        (EchoHandle echo, Socket peer) = await Echo(buffers: 4096);
        using (peer)
        {
            Task sending = SendAll(peer, sent).WaitAsync(Until.Deadline);
            var got = new byte[sent.Length];
            for (int length = 0; length < got.Length;)
                length += await Until.Done(peer.ReceiveAsync(got.AsMemory(length)).AsTask());
            await sending;
            got.AsSpan().SequenceEqual(sent).ShouldBeTrue();
        }
        echo.PartialSends.ShouldBeGreaterThan(0);
        await Until.True(() => echo.SawEnd);
    }

    [Fact]
    public async Task An_end_that_comes_together_with_data_is_seen_behind_the_data()
    {
        (int descriptor, Socket peer) = LoopHarness.Connect();
        peer.Send(new byte[100_000]);
        peer.Shutdown(SocketShutdown.Send);
        var echo = new EchoHandle(_harness.Loop);
        await _harness.Run(() => _harness.Loop.Add(echo, descriptor, ScriptHandle.All));
        await Until.True(() => echo.SawEnd);
        echo.Received.ShouldBe(100_000);
        peer.Dispose();
    }

    [Fact]
    public async Task A_peer_that_shuts_its_side_is_reported_as_such()
    {
        (int descriptor, Socket peer) = LoopHarness.Connect();
        Readiness seen = 0;
        var handle = new ScriptHandle { Ready = events => seen |= events };
        await _harness.Run(() => _harness.Loop.Add(handle, descriptor, ScriptHandle.All));
        seen.HasFlag(Readiness.PeerClosed).ShouldBeFalse();
        peer.Shutdown(SocketShutdown.Send);
        await Until.True(() => seen.HasFlag(Readiness.PeerClosed | Readiness.In | Readiness.Out));
        peer.Dispose();
    }

    [Fact]
    public async Task A_reset_is_an_error_of_the_next_receive()
    {
        (EchoHandle echo, Socket peer) = await Echo();
        peer.LingerState = new LingerOption(true, 0);
        peer.Dispose();
        await Until.True(() => echo.Error != 0);
        echo.Error.ShouldBe(Errno.ConnectionReset);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_is_ended_or_reset_as_asked(bool reset)
    {
        (EchoHandle echo, Socket peer) = await Echo();
        using (peer)
        {
            await _harness.Run(() => _harness.Loop.Close(echo, reset));
            Task<int> receive = Until.Done(peer.ReceiveAsync(new byte[1]));
            if (reset)
                (await Should.ThrowAsync<SocketException>(receive)).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
            else
                (await receive).ShouldBe(0);
        }
        echo.Descriptor.ShouldBe(-1);
    }

    [Fact]
    public async Task A_removed_handle_is_called_no_more_and_its_descriptor_lives_on()
    {
        (EchoHandle echo, Socket peer) = await Echo();
        using (peer)
        {
            int events = 0;
            int descriptor = await _harness.Run(() =>
            {
                events = echo.Events;
                return _harness.Loop.Remove(echo);
            });
            peer.Send("later"u8);
            var got = new byte[16];
            await Until.True(() => LoopSocket.Receive(descriptor, got) == 5);
            await _harness.Run(() => { });
            echo.Events.ShouldBe(events);
            // The same object may come back with the same descriptor.
            await _harness.Run(() => _harness.Loop.Add(echo, descriptor, ScriptHandle.All));
            peer.Send("again"u8);
            (await Until.Done(peer.ReceiveAsync(got))).ShouldBe(5);
        }
    }

    [Fact]
    public async Task An_event_reported_before_a_close_reaches_nobody()
    {
        (int first, Socket one) = LoopHarness.Connect();
        (int second, Socket two) = LoopHarness.Connect();
        var calls = new List<string>();
        ScriptHandle a = null!, b = null!;
        var heir = new ScriptHandle { Ready = _ => calls.Add("heir") };
        a = new ScriptHandle { Ready = _ => Take(b, "a") };
        b = new ScriptHandle { Ready = _ => Take(a, "b") };
        // Both are ready before the loop looks, so that one wait reports both; whoever comes first closes the other.
        one.Send("x"u8);
        two.Send("x"u8);
        await _harness.Run(() =>
        {
            _harness.Loop.Add(a, first, ScriptHandle.All);
            _harness.Loop.Add(b, second, ScriptHandle.All);
        });
        await Until.True(() => calls.Count > 0);
        await _harness.Run(() => { });
        calls.Count.ShouldBe(1);
        await _harness.Run(() => _harness.Loop.Close(a.Descriptor >= 0 ? a : b));
        await _harness.Run(() => _harness.Loop.Close(heir));
        one.Dispose();
        two.Dispose();

        void Take(ScriptHandle other, string name)
        {
            calls.Add(name);
            _harness.Loop.Close(other);
            // The slot of the closed one, and perhaps the number of its descriptor, are used again within the same turn.
            _harness.Loop.Add(heir, Native.CreateEvent(0, 0), Readiness.In);
        }
    }

    [Fact]
    public async Task Steady_work_allocates_nothing()
    {
        const int Events = 20_000;
        (EchoHandle echo, Socket peer) = await Echo();
        int rounds = 2_000;
        using (peer)
        {
            var buffer = new byte[64];
            RoundTrips(peer, buffer, rounds);
            long before = await _harness.Run(GC.GetAllocatedBytesForCurrentThread);
            // Where both ends share a core, one event may stand for several messages.
            for (; rounds < 42_000 || (echo.Events <= Events && rounds < 50 * Events); rounds += 1_000)
                RoundTrips(peer, buffer, 1_000);
            long after = await _harness.Run(GC.GetAllocatedBytesForCurrentThread);
            // What is left are the objects of the two questions themselves.
            (after - before).ShouldBeLessThan(2_000);
        }
        echo.Events.ShouldBeGreaterThan(Events);
        echo.Received.ShouldBe(rounds * 64);
    }

    private static void RoundTrips(Socket peer, byte[] buffer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            peer.Send(buffer);
            for (int got = 0; got < buffer.Length;)
                got += peer.Receive(buffer.AsSpan(got));
        }
    }

    private static async Task SendAll(Socket peer, byte[] bytes)
    {
        for (int sent = 0; sent < bytes.Length;)
            sent += await peer.SendAsync(bytes.AsMemory(sent));
    }

    private async Task<(EchoHandle Echo, Socket Peer)> Echo(int buffers = 0)
    {
        (int descriptor, Socket peer) = LoopHarness.Connect(buffers);
        var echo = new EchoHandle(_harness.Loop);
        await _harness.Run(() => _harness.Loop.Add(echo, descriptor, ScriptHandle.All));
        return (echo, peer);
    }
}
