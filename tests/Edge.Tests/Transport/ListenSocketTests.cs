using System.Net;
using System.Net.Sockets;
using Edge.Tests.Upstream;
using Edge.Transport;

namespace Edge.Tests.Transport;

public sealed class ListenSocketTests : IDisposable
{
    private readonly LoopHarness _harness = new();
    private readonly Taker _taker = new();
    private readonly List<Socket> _clients = [];
    private IPEndPoint _address = null!;

    public void Dispose()
    {
        _harness.Dispose();
        _taker.Dispose();
        _clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_burst_of_callers_is_taken_to_the_last()
    {
        int calls = 0;
        await Listen(accept: (int descriptor, out SocketName peer) =>
        {
            calls++;
            return LoopSocket.Accept(descriptor, out peer);
        });
        // They wait in the queue until the loop comes to them, all at once.
        using var hold = new ManualResetEventSlim();
        Task held = _harness.Run(hold.Wait);
        Call(500);
        hold.Set();
        await held;
        await Until.True(() => _taker.Taken.Count == 500);
        _taker.Taken.Select(taken => taken.Peer.Port).Order()
            .ShouldBe(_clients.Select(client => ((IPEndPoint)client.LocalEndPoint!).Port).Order());
        await _harness.Run(() => { });
        // One more finds the queue empty; a caller or two may have come into it late.
        calls.ShouldBeInRange(501, 520);
    }

    [Fact]
    public async Task An_accepted_connection_has_no_delay_does_not_block_and_is_kept_alive()
    {
        await Listen();
        Call(1);
        await Until.True(() => _taker.Taken.Count == 1);
        int descriptor = _taker.Taken.Single().Descriptor;
        LoopSocket.Receive(descriptor, new byte[1]).ShouldBe(-Errno.Again);
        Option(descriptor, level: 6, option: 1).ShouldBe(1, "TCP_NODELAY");
        Option(descriptor, level: 1, option: 9).ShouldBe(1, "SO_KEEPALIVE");
        Option(descriptor, level: 6, option: 4).ShouldBe(30, "TCP_KEEPIDLE");
    }

    [Theory]
    [InlineData(Errno.ProcessFull)]
    [InlineData(Errno.SystemFull)]
    [InlineData(Errno.NoBuffers)]
    [InlineData(Errno.NoMemory)]
    public async Task Without_descriptors_it_pauses_says_so_once_and_tries_again_later(int errno)
    {
        bool full = true;
        int tries = 0;
        ListenSocket listener = await Listen(accept: (int descriptor, out SocketName peer) =>
        {
            tries++;
            peer = default;
            return full ? -errno : LoopSocket.Accept(descriptor, out peer);
        });
        Call(1);
        await Until.True(() => tries == 1);
        Call(1);
        await _harness.Run(() => { });
        tries.ShouldBe(1);
        await _harness.Pass(200);
        await Until.True(() => tries == 2);
        _taker.Taken.ShouldBeEmpty();
        _taker.Told.ShouldBe([$"paused {errno}"]);

        full = false;
        await _harness.Pass(200);
        await Until.True(() => _taker.Taken.Count == 2);
        _taker.Told.ShouldBe([$"paused {errno}", "resumed"]);
        await _harness.Run(listener.RoomMade);
        int before = tries;
        await _harness.Pass(10_000);
        tries.ShouldBe(before, "nothing is tried without a caller");
    }

    [Fact]
    public async Task Room_is_used_at_once_when_it_is_told_of()
    {
        bool full = true;
        ListenSocket listener = await Listen(accept: (int descriptor, out SocketName peer) =>
        {
            peer = default;
            return full ? -Errno.ProcessFull : LoopSocket.Accept(descriptor, out peer);
        });
        Call(1);
        await Until.True(() => !_taker.Told.IsEmpty);
        full = false;
        await _harness.Run(listener.RoomMade);
        await Until.True(() => _taker.Taken.Count == 1);
        _taker.Told.Last().ShouldBe("resumed");
    }

    [Fact]
    public async Task Above_the_limit_of_connections_callers_wait_for_room()
    {
        var gate = new ConnectionGate(3);
        ListenSocket listener = await Listen(gate);
        Call(5);
        await Until.True(() => _taker.Told.Contains("paused 0"));
        _taker.Taken.Count.ShouldBe(3);
        gate.Count.ShouldBe(3);

        gate.Leave();
        await _harness.Run(listener.RoomMade);
        await Until.True(() => _taker.Taken.Count == 4);
        gate.Leave();
        await _harness.Pass(200);
        await Until.True(() => _taker.Taken.Count == 5);
        gate.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(103)]
    [InlineData(71)]
    [InlineData(113)]
    public async Task The_error_of_one_connection_does_not_stop_the_next(int errno)
    {
        int tries = 0;
        await Listen(accept: (int descriptor, out SocketName peer) =>
        {
            peer = default;
            return ++tries == 1 ? -errno : LoopSocket.Accept(descriptor, out peer);
        });
        Call(1);
        await Until.True(() => _taker.Taken.Count == 1);
        _taker.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_error_that_does_not_go_away_pauses_instead_of_spinning()
    {
        int tries = 0;
        await Listen(accept: (int _, out SocketName peer) =>
        {
            peer = default;
            tries++;
            return -Errno.Invalid;
        });
        Call(1);
        await Until.True(() => !_taker.Told.IsEmpty);
        int before = tries;
        await _harness.Run(() => { });
        tries.ShouldBe(before);
        _taker.Told.ShouldBe([$"paused {Errno.Invalid}"]);
    }

    [Fact]
    public async Task A_taker_that_throws_does_not_end_the_accepting()
    {
        _taker.Fault = new InvalidOperationException();
        await Listen();
        Call(2);
        await Until.True(() => _taker.Taken.Count == 2);
        await Until.True(() => _harness.Mistakes.Count == 2);
        _harness.Mistakes.Clear();
    }

    [Fact]
    public async Task A_drain_takes_who_waits_and_refuses_who_comes_later()
    {
        ListenSocket listener = await Listen();
        using var hold = new ManualResetEventSlim();
        Task held = _harness.Run(hold.Wait);
        Call(100);
        Task drained = _harness.Run(() =>
        {
            // In the same turn as the first, before the loop could see the callers.
            listener.Drain();
            listener.Drain();
        });
        hold.Set();
        await held;
        await drained;
        _taker.Taken.Count.ShouldBe(100);
        listener.Descriptor.ShouldBe(-1);
        Should.Throw<SocketException>(() => Call(1)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    private async Task<ListenSocket> Listen(ConnectionGate? gate = null, AcceptCall? accept = null)
    {
        int descriptor = PortBinding.Bind(new IPEndPoint(IPAddress.Loopback, 0), 1, reusePortAllowed: false, out _address)[0];
        var listener = new ListenSocket(_harness.Loop, gate ?? new ConnectionGate(10_000), _taker, accept);
        await _harness.Run(() => listener.Open(descriptor).ShouldBeTrue());
        return listener;
    }

    private void Call(int times)
    {
        for (int i = 0; i < times; i++)
        {
            var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
            _clients.Add(client);
            client.Connect(_address);
        }
    }

    private static unsafe int Option(int descriptor, int level, int option)
    {
        int value = 0, length = sizeof(int);
        Native.GetOption(descriptor, level, option, &value, &length).ShouldBe(0);
        return value;
    }
}
