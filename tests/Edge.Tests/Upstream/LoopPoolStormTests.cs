using System.Collections.Concurrent;
using System.Net.Sockets;
using Edge.Buffers;
using Edge.Faults;
using Edge.Tests.Transport;
using Edge.Transport;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>Three loops and two threads do everything at once to one replica; afterwards the books must balance.</summary>
public class LoopPoolStormTests
{
    private const int LoopCount = 3;
    private const int Rounds = 1_500;
    private const int MaxConnections = 4;

    [Fact]
    public async Task Nothing_leaks_and_everyone_hears_exactly_once()
    {
        int seed = Environment.TickCount;
        using var storm = new Storm(seed);
        await storm.RunAsync();
        string books = $"seed {seed}: {storm.Books.Idle} idle, {storm.Books.InUse} used, {storm.Books.Connecting} connecting, {storm.Books.Waiting} waiting";
        storm.Shared.ShouldBe(0, books);
        storm.Leases.ShouldAllBe(lease => lease.Calls == (lease.IsCancelled ? 0 : 1), books);
        storm.Most.ShouldBeLessThanOrEqualTo(MaxConnections, books);
        // Whatever can be taken must be all there is: no room was lost, none given back twice.
        for (int i = 0; i < MaxConnections; i++)
            storm.Books.TryTakeRoom(out _).ShouldBeTrue($"a room was lost: {books}");
        storm.Books.TryTakeRoom(out _).ShouldBeFalse(books);
    }

    private sealed class Storm : IDisposable
    {
        private readonly Loopback _replica = new();
        private readonly CoarseClock _clock = new();
        private readonly LoopHarness[] _loops;
        private readonly LoopPool[] _pools;
        private readonly PoolLimits _limits = new(MaxConnections, MaxQueue: 6, QueueTimeout: 300, IdleLimit: 200);
        private readonly ConcurrentDictionary<LoopUpstream, int> _owned = new();
        private readonly CancellationTokenSource _over = new();
        private readonly int _seed;
        private int _shared;
        private int _most;
        private int _open;

        internal Storm(int seed)
        {
            _seed = seed;
            Books = new ConnectionPool(_replica.Endpoint, _limits, new Connector(TimeProvider.System), _clock);
            _loops = [.. Enumerable.Range(0, LoopCount).Select(i => new LoopHarness(i, _clock))];
            var names = new NameCache(_ => throw new SocketException((int)SocketError.HostNotFound), TimeProvider.System);
            _pools = [.. _loops.Select(loop => new LoopPool(loop.Loop, Books, names, TimeProvider.System))];
        }

        internal ConnectionPool Books { get; }

        internal ConcurrentQueue<StormLease> Leases { get; } = new();

        /// <summary>How often a connection had two owners.</summary>
        internal int Shared => _shared;

        /// <summary>The most leases there were at once.</summary>
        internal int Most => _most;

        public void Dispose()
        {
            foreach (LoopHarness loop in _loops)
                loop.Dispose();
            _replica.Dispose();
            _over.Dispose();
        }

        internal async Task RunAsync()
        {
            Task replica = ServeAsync(new Random(_seed));
            await Task.WhenAll([.. Enumerable.Range(0, LoopCount).Select(DriveAsync), Task.Run(KestrelAsync), Task.Run(DisturbAsync)]);
            await Until.True(() =>
            {
                Sweep();
                return Books.InUse == 0 && Books.Connecting == 0 && Books.Waiting == 0 && _owned.IsEmpty;
            });
            // In service again, then out: what is idle goes.
            Books.Configure(_replica.Endpoint, _limits);
            Books.Retire();
            await Until.True(() => Books is { Idle: 0, InUse: 0, Connecting: 0, Waiting: 0 });
            foreach (LoopHarness loop in _loops)
                await loop.Pass(0);
            await _over.CancelAsync();
            await replica;
        }

        internal void Enter(LoopUpstream connection)
        {
            if (!_owned.TryAdd(connection, 0))
                Interlocked.Increment(ref _shared);
            int open = Interlocked.Increment(ref _open);
            if (open > Volatile.Read(ref _most))
                Volatile.Write(ref _most, open);
        }

        internal void Leave(LoopUpstream connection)
        {
            Interlocked.Decrement(ref _open);
            _owned.TryRemove(connection, out _);
        }

        private async Task DriveAsync(int index)
        {
            var random = new Random(_seed + index + 1);
            LoopPool pool = _pools[index];
            for (int i = 0; i < Rounds; i++)
            {
                int how = random.Next();
                await _loops[index].Run(() =>
                {
                    var lease = new StormLease(this, pool, _loops[index].Loop, how);
                    if (pool.TryLease(lease) is { } connection)
                        lease.Leased(connection);
                    else if (!pool.Enqueue(lease))
                        return;
                    else if (how % 5 == 0)
                        lease.Cancel();
                    Leases.Enqueue(lease);
                });
            }
        }

        private async Task KestrelAsync()
        {
            var random = new Random(_seed - 1);
            for (int i = 0; i < Rounds; i++)
            {
                var waiter = new FakeWaiter();
                if (Books.TryLease() is { } idle)
                    Books.Return(idle, random.Next(3) > 0);
                else if (Books.Enqueue(waiter) && !(random.Next(4) == 0 && Books.Cancel(waiter)) && await waiter.Fault() == FaultKind.None)
                    Books.Return(await waiter.Connection(), random.Next(3) > 0);
            }
        }

        private async Task DisturbAsync()
        {
            var random = new Random(_seed - 2);
            for (int i = 0; i < Rounds / 5; i++)
            {
                switch (random.Next(8))
                {
                    case 0:
                        Books.Retire();
                        break;
                    case 1:
                        Books.Configure(_replica.Endpoint with { TlsHost = $"era{random.Next(3)}" }, _limits);
                        break;
                    default:
                        Books.Configure(_replica.Endpoint, _limits);
                        break;
                }
                Sweep();
                await Task.Yield();
            }
            while (Books.Waiting > 0)
            {
                Sweep();
                await Task.Delay(1);
            }
        }

        private void Sweep()
        {
            lock (_clock)
            {
                _clock.Set(_clock.Now + 1);
                Books.Sweep();
            }
        }

        /// <summary>Accepts all; ends some at once, speaks to some unasked, leaves the rest alone.</summary>
        private async Task ServeAsync(Random random)
        {
            var sockets = new List<Socket>();
            while (!_over.IsCancellationRequested)
            {
                Task<Socket> accept = _replica.Accept();
                await Task.WhenAny(accept, Task.Delay(Timeout.Infinite, _over.Token));
                if (!accept.IsCompletedSuccessfully)
                    break;
                Socket socket = await accept;
                sockets.Add(socket);
                int how = random.Next(8);
                if (how == 0)
                    socket.Close();
                else if (how == 1)
                    Speak(socket);
            }
            sockets.ForEach(socket => socket.Dispose());
        }

        private static void Speak(Socket socket)
        {
            try
            {
                socket.Send("x"u8);
            }
            catch (SocketException)
            {
                // It was reset meanwhile.
            }
        }
    }

    /// <summary>Keeps its connection for some turns of the loop.</summary>
    private sealed class StormLease(Storm storm, LoopPool pool, EventLoop loop, int how) : ILoopLease, ILoopWork
    {
        private LoopUpstream? _connection;
        private int _calls;
        private int _turns = how % 7;

        internal int Calls => Volatile.Read(ref _calls);

        internal bool IsCancelled { get; private set; }

        public void Leased(LoopUpstream connection)
        {
            Interlocked.Increment(ref _calls);
            _connection = connection;
            storm.Enter(connection);
            loop.Post(this);
        }

        public void LeaseFailed(FaultKind fault) => Interlocked.Increment(ref _calls);

        public void UpstreamReady()
        {
        }

        public void UpstreamAbandoned()
        {
        }

        public void Run()
        {
            if (_turns-- > 0)
            {
                loop.Post(this);
                return;
            }
            storm.Leave(_connection!);
            pool.Return(_connection!, reusable: how % 3 != 0, reset: how % 2 == 0);
        }

        internal void Cancel()
        {
            pool.Cancel(this);
            IsCancelled = true;
        }
    }
}
