using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Drivers;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry;
using Edge.Tests.Telemetry.Records;
using Edge.Tests.Upstream;
using Edge.Tests.Wire;
using Edge.Transport;
using Edge.Upstream;

namespace Edge.Tests.Drivers;

/// <summary>One event loop before one scripted replica, with a clock set by hand and nobody behind it: what it hands over is written down.</summary>
internal sealed class LoopEdge : IHandover, IAsyncDisposable
{
    private readonly ReplicaDirectory _replicas;
    private readonly LoopDriver _driver;

    internal LoopEdge(int maxConnections = 1_000, Uri? replica = null, string? caPath = null)
    {
        var names = new NameCache(Dns.GetHostAddressesAsync, TimeProvider.System);
        _replicas = new ReplicaDirectory(new Connector(TimeProvider.System), Clock);
        var deployment = new DeploymentConfig { Id = "m", Endpoints = [new EndpointConfig(replica ?? Replica.Url)], CaPath = caPath };
        var config = new EdgeConfig { Deployments = [deployment], Anonymous = ListenConfig.DefaultAccount };
        var snapshots = new SnapshotSource(new SnapshotCompiler(_replicas.Attach).Compile(config, DateTimeOffset.UnixEpoch));
        var services = new ForwardingServices(Clock, Blocks, new RetryBudget(Clock), Counters, RecordList.Nobody, MaxBodyBytes: 1 << 26, ReplayBytes: 1 << 16);
        Sessions = new SessionSettings(new RequestLimits(), new FragileTime(this), CorsIsOn: false);
        Gate = new ConnectionGate(maxConnections);
        var settings = new LoopSettings(
            new ForwardedFields([]), names, TimeProvider.System, Gate, this, (_, error) => Accepting.Enqueue(error));
        _driver = new LoopDriver(
            1, Clock, () => new SessionServices(snapshots, services, Sessions), Sessions, settings, Mistakes.Enqueue);
        _driver.Start(WireEdge.AnyPort, reusePort: false);
    }

    internal CoarseClock Clock { get; } = new();

    internal BlockPool Blocks { get; } = new();

    internal RequestCounters Counters { get; } = new();

    internal WireUpstream Replica { get; } = new();

    internal SessionSettings Sessions { get; }

    internal ConnectionGate Gate { get; }

    /// <summary>What was said of accepting: an error number when it paused, null when it went on.</summary>
    internal ConcurrentQueue<int?> Accepting { get; } = new();

    internal ConcurrentQueue<Exception> Mistakes { get; } = new();

    /// <summary>Makes the next answer a mistake of ours: an exception nobody expects, where its date is written.</summary>
    internal bool MakesMistake { get; set; }

    /// <summary>What was handed over: the protocol and the bytes read before.</summary>
    internal ConcurrentQueue<(string Protocol, string Prefix)> Given { get; } = new();

    internal LoopWorker Worker => _driver.Workers[0];

    internal ConnectionPool Pool => _replicas.Replicas.Single().Pool;

    internal int Outstanding => _replicas.Replicas.Single().Outstanding;

    string IHandover.Http1 => "http1";

    internal Task<WireConnection> ConnectAsync() => WireConnection.ToAsync(_driver.Address!);

    /// <summary>Connects with a receive buffer so small that little lies between the two ends.</summary>
    internal async Task<WireConnection> ConnectSlowAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(_driver.Address!);
        return new WireConnection(socket);
    }

    internal Task DrainAsync() => _driver.DrainAsync(CancellationToken.None);

    /// <summary>Runs something on the loop's thread and waits for it.</summary>
    internal async Task<T> Run<T>(Func<T> action)
    {
        var work = new Work<T>(action);
        Worker.Loop.Post(work).ShouldBeTrue();
        return await Until.Done(work.Done.Task);
    }

    /// <summary>Moves the clock on and lets the loop see it.</summary>
    internal async Task Pass(long milliseconds)
    {
        Clock.Set(Clock.Now + milliseconds);
        await Settle();
        await Settle();
    }

    /// <summary>Lets the loop end what it is at: posted work runs behind all that a turn brought.</summary>
    internal Task Settle() => Run(() => 0);

    /// <summary>Waits until no request is at work and nothing is held for one.</summary>
    internal async Task ExpectIdleAsync()
    {
        await ExpectAllLetGoAsync();
        Mistakes.ShouldBeEmpty();
    }

    /// <summary>The same where a mistake was made.</summary>
    internal async Task ExpectAllLetGoAsync()
    {
        await Until.True(() => Worker.Busy == 0 && Outstanding == 0 && Pool is { InUse: 0, Waiting: 0, Connecting: 0 });
        await Until.True(() => Blocks.Rented == 0);
        await Settle();
    }

    string? IHandover.Recognise(ReadOnlySpan<byte> bytes) => bytes[0] == 22 ? "tls" : bytes.StartsWith("PRI * HTTP/2.0\r\n"u8) ? "h2c" : null;

    void IHandover.Give(string protocol, int descriptor, ReadOnlySpan<byte> prefix, ConnectionGate gate)
    {
        string given = Encoding.Latin1.GetString(prefix);
        LoopSocket.Close(descriptor);
        gate.Leave();
        Given.Enqueue((protocol, given));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _driver.Dispose();
        Replica.Dispose();
        await Task.CompletedTask;
    }

    private sealed class FragileTime(LoopEdge edge) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() =>
            edge.MakesMistake ? throw new InvalidOperationException("made by the test") : base.GetUtcNow();
    }

    private sealed class Work<T>(Func<T> action) : ILoopWork
    {
        internal TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run()
        {
            try
            {
                Done.SetResult(action());
            }
            catch (Exception e)
            {
                Done.SetException(e);
            }
        }
    }
}
