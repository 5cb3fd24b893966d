using System.Collections.Concurrent;
using Edge.Buffers;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>Eight threads do everything at once; afterwards the books must balance.</summary>
public class ConnectionPoolStormTests
{
    private const int Threads = 8;
    private const int RequestsPerThread = 2_000;
    private const int MaxConnections = 3;

    [Fact]
    public async Task Nothing_leaks_and_every_waiter_hears_exactly_once()
    {
        var clock = new CoarseClock();
        var connector = new ErraticConnector();
        var limits = new PoolLimits(MaxConnections, MaxQueue: 4, QueueTimeout: 3, IdleLimit: 2);
        var pool = new ConnectionPool(PoolHarness.Endpoint, limits, connector, clock);
        var storm = new Storm(pool, clock, limits);
        var threads = Enumerable.Range(0, Threads).Select(seed => new Thread(() => storm.Run(seed))).ToArray();
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join(TimeSpan.FromMinutes(2)).ShouldBeTrue();

        await Until.True(() => storm.Waiters.All(waiter => waiter.IsTold));
        await Until.True(() => pool.Connecting == 0);
        storm.Waiters.ShouldAllBe(waiter => waiter.Calls == 1);
        storm.Cancelled.ShouldAllBe(waiter => waiter.Calls == 0);
        storm.Shared.ShouldBe(0);
        // A waiter counts before it gives back.
        await Until.True(() => pool.InUse == 0);
        pool.Waiting.ShouldBe(0);
        pool.Retire();
        pool.Idle.ShouldBe(0);
        await Until.True(() => connector.Streams.All(stream => stream.IsClosed));
    }

    /// <summary>Connects at once, later or never, by turns.</summary>
    private sealed class ErraticConnector : IConnector
    {
        private int _turn;

        internal ConcurrentQueue<FakeStream> Streams { get; } = new();

        public async ValueTask<ConnectOutcome> ConnectAsync(UpstreamEndpoint endpoint, CancellationToken ct)
        {
            int turn = Interlocked.Increment(ref _turn);
            if (turn % 3 == 0)
                await Task.Yield();
            if (turn % 5 == 0)
                return new ConnectOutcome(FaultKind.ConnectFailed, "by turns");
            var stream = new FakeStream();
            Streams.Enqueue(stream);
            return new ConnectOutcome(new UpstreamConnection(stream));
        }
    }

    private sealed class Storm(ConnectionPool pool, CoarseClock clock, PoolLimits limits)
    {
        private readonly ConcurrentDictionary<UpstreamConnection, int> _owned = new();
        private int _shared;

        internal ConcurrentQueue<StormWaiter> Waiters { get; } = new();

        internal ConcurrentQueue<StormWaiter> Cancelled { get; } = new();

        /// <summary>How often a connection had two owners.</summary>
        internal int Shared => _shared;

        internal void Run(int seed)
        {
            var random = new Random(seed);
            for (int i = 0; i < RequestsPerThread; i++)
            {
                if (random.Next(20) == 0)
                    Disturb(random);
                if (pool.TryLease() is { } connection)
                {
                    Use(connection, random.Next());
                    continue;
                }
                var waiter = new StormWaiter(this, random.Next());
                if (!pool.Enqueue(waiter))
                    continue;
                bool cancelled = random.Next(4) == 0 && pool.Cancel(waiter);
                (cancelled ? Cancelled : Waiters).Enqueue(waiter);
                // Whoever was served on another thread returns there; whoever was not must be before the thread goes on.
                SpinWait.SpinUntil(() => cancelled || waiter.IsTold || SweepOnce(), Until.Deadline);
            }
        }

        internal void Use(UpstreamConnection connection, int how)
        {
            if (!_owned.TryAdd(connection, 0))
                Interlocked.Increment(ref _shared);
            if (how % 7 == 0)
                connection.Abort();
            _owned.TryRemove(connection, out _);
            pool.Return(connection, reusable: how % 3 != 0);
        }

        private void Disturb(Random random)
        {
            switch (random.Next(4))
            {
                case 0:
                    pool.Retire();
                    break;
                case 1:
                    pool.Configure(PoolHarness.Endpoint, limits);
                    break;
                case 2:
                    pool.Configure(PoolHarness.Endpoint with { TlsHost = $"era{random.Next(3)}" }, limits);
                    break;
                default:
                    SweepOnce();
                    break;
            }
        }

        private bool SweepOnce()
        {
            lock (clock)
            {
                clock.Set(clock.Now + 1);
                pool.Sweep();
            }
            return false;
        }
    }

    private sealed class StormWaiter(Storm storm, int how) : ILeaseWaiter
    {
        private int _calls;

        internal int Calls => Volatile.Read(ref _calls);

        internal bool IsTold => Calls > 0;

        public void Leased(UpstreamConnection connection)
        {
            Interlocked.Increment(ref _calls);
            storm.Use(connection, how);
        }

        public void LeaseFailed(FaultKind fault) => Interlocked.Increment(ref _calls);
    }
}
