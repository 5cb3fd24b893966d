using System.Net;
using System.Net.Sockets;
using Edge.LoadTests.Common.Links;

namespace LoadTests.Tests.Links;

/// <summary>Each fault of a link is what it says, to the byte.</summary>
public sealed class FaultyLinkTests : IDisposable
{
    private readonly Socket _target = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private FaultyLink? _link;

    public FaultyLinkTests()
    {
        _target.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _target.Listen();
    }

    public void Dispose()
    {
        _link?.Dispose();
        _target.Dispose();
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(7, 0, 0)]
    [InlineData(1000, 1, 0)]
    [InlineData(0, 0, 2_000_000)]
    public async Task Bytes_pass_unharmed_however_slowly(int piece, int pauseMilliseconds, int bytesPerSecond)
    {
        var faults = new FlowFaults
        {
            PieceBytes = piece,
            Pause = TimeSpan.FromMilliseconds(pauseMilliseconds),
            BytesPerSecond = bytesPerSecond,
            Delay = TimeSpan.FromMilliseconds(2),
            Jitter = TimeSpan.FromMilliseconds(3),
        };
        (Socket caller, Socket server) = await ConnectAsync(new LinkFaults { ToTarget = faults, ToCaller = faults });
        byte[] bytes = new byte[20_000];
        new Random(1).NextBytes(bytes);
        Task sending = caller.SendAsync(bytes);
        (await ReadAsync(server, bytes.Length)).ShouldBe(bytes);
        await sending;
        await server.SendAsync(bytes);
        (await ReadAsync(caller, bytes.Length)).ShouldBe(bytes);
        caller.Shutdown(SocketShutdown.Send);
        (await ReadToEndAsync(server)).ShouldBe(0);
        server.Shutdown(SocketShutdown.Send);
        (await ReadToEndAsync(caller)).ShouldBe(0);
    }

    [Fact]
    public async Task A_cut_lets_so_many_bytes_pass_and_ends_both_sides()
    {
        (Socket caller, Socket server) = await ConnectAsync(new LinkFaults { ToCaller = new FlowFaults { End = FlowEnd.Cut, EndAfter = 1000 } });
        await server.SendAsync(new byte[5000]);
        (await ReadToEndAsync(caller)).ShouldBe(1000);
        (await ReadToEndAsync(server)).ShouldBe(0);
        _link!.Ended.ShouldBe(1);
    }

    [Fact]
    public async Task A_reset_lets_so_many_bytes_pass_and_resets_both_sides()
    {
        (Socket caller, Socket server) = await ConnectAsync(new LinkFaults { ToTarget = new FlowFaults { End = FlowEnd.Reset, EndAfter = 1000 } });
        await caller.SendAsync(new byte[5000]);
        (await ReadToEndAsync(server)).ShouldBe(-1000);
        (await ReadToEndAsync(caller)).ShouldBeLessThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_half_close_ends_one_direction_and_the_other_goes_on()
    {
        (Socket caller, Socket server) = await ConnectAsync(new LinkFaults { ToTarget = new FlowFaults { End = FlowEnd.HalfClose, EndAfter = 10 } });
        await caller.SendAsync(new byte[100]);
        (await ReadToEndAsync(server)).ShouldBe(10);
        await server.SendAsync(new byte[50]);
        (await ReadAsync(caller, 50)).Length.ShouldBe(50);
    }

    [Fact]
    public async Task Behind_silence_nothing_passes_and_a_caller_that_leaves_is_told_of()
    {
        (Socket caller, Socket server) = await ConnectAsync(new LinkFaults { ToCaller = new FlowFaults { End = FlowEnd.Silence, EndAfter = 10 } });
        await server.SendAsync(new byte[100]);
        (await ReadAsync(caller, 10)).Length.ShouldBe(10);
        await caller.SendAsync(new byte[20]);
        (await ReadAsync(server, 20)).Length.ShouldBe(20);
        caller.Available.ShouldBe(0);
        caller.Dispose();
        await ReadToEndAsync(server);
    }

    [Fact]
    public async Task A_link_that_refuses_keeps_its_connections_and_takes_new_ones_again_later()
    {
        (Socket caller, Socket server) = await ConnectAsync(LinkFaults.None);
        _link!.Refuse();
        (await Should.ThrowAsync<SocketException>(ToLinkAsync)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        await caller.SendAsync(new byte[5]);
        (await ReadAsync(server, 5)).Length.ShouldBe(5);
        _link.Accept();
        using Socket another = await ToLinkAsync();
        using Socket anothers = await _target.AcceptAsync();
        await another.SendAsync(new byte[5]);
        (await ReadAsync(anothers, 5)).Length.ShouldBe(5);
    }

    [Fact]
    public async Task All_connections_of_a_link_can_be_cut_or_reset_at_once()
    {
        (Socket caller, Socket server) = await ConnectAsync(LinkFaults.None);
        _link!.CutAll();
        (await ReadToEndAsync(caller)).ShouldBe(0);
        (await ReadToEndAsync(server)).ShouldBe(0);
        using Socket another = await ToLinkAsync();
        using Socket anothers = await _target.AcceptAsync();
        await another.SendAsync(new byte[1]);
        await ReadAsync(anothers, 1);
        _link.ResetAll();
        await Should.ThrowAsync<SocketException>(() => another.ReceiveAsync(new byte[1]));
        await Should.ThrowAsync<SocketException>(() => anothers.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task Nobody_hears_of_an_end_before_its_delay_has_passed()
    {
        TimeSpan delay = TimeSpan.FromMilliseconds(300);
        (Socket caller, Socket server) = await ConnectAsync(new LinkFaults { ToCaller = new FlowFaults { End = FlowEnd.Cut, EndAfter = 10, CloseDelay = delay } });
        // By the clock of timers, which is coarser than that of the stopwatch.
        long start = Environment.TickCount64;
        await server.SendAsync(new byte[100]);
        (await ReadToEndAsync(caller)).ShouldBe(10);
        (Environment.TickCount64 - start).ShouldBeGreaterThanOrEqualTo((long)delay.TotalMilliseconds);
        (await ReadToEndAsync(server)).ShouldBe(0);
    }

    [Fact]
    public async Task Faults_may_begin_behind_so_many_bytes()
    {
        (Socket caller, Socket server) = await ConnectAsync(new LinkFaults { ToTarget = new FlowFaults { StartAfter = 100, Delay = TimeSpan.FromHours(1) } });
        await caller.SendAsync(new byte[150]);
        (await ReadAsync(server, 100)).Length.ShouldBe(100);
        await server.SendAsync(new byte[5]);
        (await ReadAsync(caller, 5)).Length.ShouldBe(5);
        server.Available.ShouldBe(0);
    }

    [Fact]
    public async Task Faults_come_to_connections_that_stand_and_to_new_ones_until_they_are_lifted()
    {
        (Socket caller, Socket server) = await ConnectAsync(LinkFaults.None);
        await caller.SendAsync(new byte[50]);
        (await ReadAsync(server, 50)).Length.ShouldBe(50);
        _link!.Inflict(new LinkFaults { ToTarget = new FlowFaults { End = FlowEnd.Silence, EndAfter = 10 } });
        using Socket another = await ToLinkAsync();
        using Socket anothers = await _target.AcceptAsync();
        foreach ((Socket from, Socket to) in new[] { (caller, server), (another, anothers) })
        {
            await from.SendAsync(new byte[30]);
            (await ReadAsync(to, 10)).Length.ShouldBe(10);
            await to.SendAsync(new byte[5]);
            (await ReadAsync(from, 5)).Length.ShouldBe(5);
            to.Available.ShouldBe(0);
        }
        using (var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
        {
            while (_link.Ended < 2)
                await Task.Delay(1, deadline.Token);
        }
        _link.Lift();
        (await ReadToEndAsync(server)).ShouldBe(0);
        (await ReadToEndAsync(another)).ShouldBe(0);
        using Socket last = await ToLinkAsync();
        using Socket lasts = await _target.AcceptAsync();
        await last.SendAsync(new byte[30]);
        (await ReadAsync(lasts, 30)).Length.ShouldBe(30);
    }

    [Fact]
    public async Task A_connection_that_is_whole_outlives_its_faults()
    {
        (Socket caller, Socket server) = await ConnectAsync(new LinkFaults { ToTarget = new FlowFaults { PieceBytes = 1, Pause = TimeSpan.FromMilliseconds(1) } });
        await caller.SendAsync(new byte[1000]);
        (await ReadAsync(server, 10)).Length.ShouldBe(10);
        _link!.Lift();
        (await ReadAsync(server, 990)).Length.ShouldBe(990);
        // In pieces of a byte this would take half an hour.
        Task sending = caller.SendAsync(new byte[1_000_000]);
        (await ReadAsync(server, 1_000_000)).Length.ShouldBe(1_000_000);
        await sending;
    }

    [Fact]
    public async Task A_link_that_vanished_does_not_answer_and_takes_connections_again_later()
    {
        (Socket caller, Socket server) = await ConnectAsync(LinkFaults.None);
        _link!.Vanish();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            await Should.ThrowAsync<OperationCanceledException>(() => socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _link.Port), patience.Token).AsTask());
        await caller.SendAsync(new byte[5]);
        (await ReadAsync(server, 5)).Length.ShouldBe(5);
        _link.Accept();
        using Socket another = await ToLinkAsync();
        using Socket anothers = await _target.AcceptAsync();
        await another.SendAsync(new byte[5]);
        (await ReadAsync(anothers, 5)).Length.ShouldBe(5);
    }

    [Fact]
    public void Faults_drawn_from_a_seed_are_the_same_each_time_and_of_every_kind()
    {
        LinkFaults[] drawn = [.. Enumerable.Range(0, 2000).Select(number => RandomLinkFaults.Draw(7, number))];
        drawn.ShouldBe(Enumerable.Range(0, 2000).Select(number => RandomLinkFaults.Draw(7, number)));
        drawn.ShouldNotBe(Enumerable.Range(0, 2000).Select(number => RandomLinkFaults.Draw(8, number)));
        foreach (FlowEnd end in Enum.GetValues<FlowEnd>())
            drawn.ShouldContain(faults => faults.ToCaller.End == end);
        drawn.ShouldContain(faults => faults.ToCaller.PieceBytes > 0 && faults.ToCaller.Pause > TimeSpan.Zero);
        drawn.ShouldContain(faults => faults.ToCaller.Delay > TimeSpan.Zero);
        drawn.ShouldContain(faults => faults.ToCaller.BytesPerSecond > 0);
        drawn.ShouldContain(faults => faults.ToCaller.CloseDelay > TimeSpan.Zero);
    }

    private async Task<(Socket Caller, Socket Server)> ConnectAsync(LinkFaults faults)
    {
        _link = new FaultyLink(((IPEndPoint)_target.LocalEndPoint!).Port, _ => faults);
        return (await ToLinkAsync(), await _target.AcceptAsync());
    }

    private async Task<Socket> ToLinkAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _link!.Port));
        return socket;
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        int read, all = 0;
        while (all < count && (read = await socket.ReceiveAsync(bytes.AsMemory(all))) > 0)
            all += read;
        return bytes[..all];
    }

    /// <summary>How many bytes come before the end; negative where that is a reset.</summary>
    private static async Task<int> ReadToEndAsync(Socket socket)
    {
        int all = 0;
        try
        {
            var buffer = new byte[4096];
            int read;
            while ((read = await socket.ReceiveAsync(buffer.AsMemory())) > 0)
                all += read;
            return all;
        }
        catch (SocketException)
        {
            return -all;
        }
    }
}
