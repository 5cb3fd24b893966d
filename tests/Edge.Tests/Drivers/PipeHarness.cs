using System.Buffers;
using System.IO.Pipelines;
using System.Net;
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
using Edge.Tests.Wire;
using Edge.Upstream;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Tests.Drivers;

/// <summary>One caller's connection in memory, served by a <see cref="PipeDriver"/> whose clock is set by hand. No replica is ever reached.</summary>
internal sealed class PipeHarness : IConnectionLifetimeNotificationFeature, IDisposable
{
    /// <summary>A request that is answered here, and after which the connection goes on.</summary>
    internal const string Unknown = "POST /v1/chat/completions HTTP/1.1\r\nHost: e\r\nx-request-id: r\r\nContent-Length: 13\r\n\r\n{\"model\":\"x\"}";

    private readonly Connection _connection;
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Pipe _in;
    private readonly Pipe _out;

    internal PipeHarness(int window = 64 * 1024, Func<SessionServices>? services = null, bool failsToFlush = false)
    {
        // What the caller sends is handled when it was sent.
        _in = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false, minimumSegmentSize: 64));
        _out = new Pipe(new PipeOptions(pauseWriterThreshold: window, resumeWriterThreshold: window / 2, useSynchronizationContext: false));
        var forwarding = new ForwardingServices(Clock, Blocks, new RetryBudget(Clock), new RequestCounters(), RecordList.Nobody, 1 << 20, 1 << 16);
        var replicas = new ReplicaDirectory(new Connector(new NameCache(Dns.GetHostAddressesAsync, TimeProvider.System), TimeProvider.System), Clock);
        var config = new EdgeConfig { Anonymous = ListenConfig.DefaultAccount };
        var snapshots = new SnapshotSource(new SnapshotCompiler(replicas.Attach).Compile(config, DateTimeOffset.UnixEpoch));
        var sessions = new SessionSettings(new RequestLimits(), new StoppedTime(), CorsIsOn: false);
        Driver = new PipeDriver(services ?? (() => new SessionServices(snapshots, forwarding, sessions)), sessions, new ForwardedFields([]), Clock);
        _connection = new Connection(this)
        {
            Transport = new Pair(_in.Reader, failsToFlush ? new Broken(_out.Writer) : _out.Writer),
            ConnectionClosed = _closed.Token,
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1),
        };
        _connection.Features.Set<IConnectionLifetimeNotificationFeature>(this);
    }

    internal CoarseClock Clock { get; } = new();

    internal BlockPool Blocks { get; } = new();

    internal PipeDriver Driver { get; }

    /// <summary>What the connection is known by besides its bytes.</summary>
    internal IFeatureCollection Features => _connection.Features;

    /// <summary>What Kestrel's HTTP got to read; null when it got nothing.</summary>
    internal string? Passed { get; private set; }

    /// <summary>Whether the connection was cut.</summary>
    internal bool IsCut { get; private set; }

    CancellationToken IConnectionLifetimeNotificationFeature.ConnectionClosedRequested
    {
        get => _closing.Token;
        set => throw new NotSupportedException();
    }

    /// <summary>The server begins to stop.</summary>
    void IConnectionLifetimeNotificationFeature.RequestClose() => _closing.Cancel();

    /// <summary>The server begins to stop.</summary>
    internal void Stop() => _closing.Cancel();

    /// <summary>Serves the connection.</summary>
    internal Task RunAsync() => Driver.ServeAsync(_connection, async connection =>
    {
        ReadResult result = await connection.Transport.Input.ReadAsync();
        Passed = Text(result.Buffer);
        connection.Transport.Input.AdvanceTo(result.Buffer.End);
    });

    /// <summary>The caller sends.</summary>
    internal async Task SendAsync(string text) => await _in.Writer.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>The caller ends its side, as a transport tells it.</summary>
    internal void End()
    {
        _in.Writer.Complete();
        _closed.Cancel();
    }

    /// <summary>Waits until the answers hold <paramref name="end"/>, and returns them all.</summary>
    internal async Task<string> ReceiveAsync(string end)
    {
        using var deadline = new CancellationTokenSource(WireConnection.Patience);
        while (true)
        {
            ReadResult result = await _out.Reader.ReadAsync(deadline.Token);
            string text = Text(result.Buffer);
            bool found = text.EndsWith(end, StringComparison.Ordinal);
            _out.Reader.AdvanceTo(found ? result.Buffer.End : result.Buffer.Start, result.Buffer.End);
            if (found)
                return text;
            result.IsCompleted.ShouldBeFalse(text);
        }
    }

    /// <summary>Waits until the connection is ended, and returns what came before. The transport ends with it.</summary>
    internal async Task<string> ReceiveRestAsync()
    {
        using var deadline = new CancellationTokenSource(WireConnection.Patience);
        while (true)
        {
            ReadResult result = await _out.Reader.ReadAsync(deadline.Token);
            if (!result.IsCompleted)
            {
                _out.Reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }
            End();
            return Text(result.Buffer);
        }
    }

    /// <summary>Lets time pass, and the heartbeat look.</summary>
    internal void Pass(long milliseconds)
    {
        Clock.Set(Clock.Now + milliseconds);
        Driver.Sweep();
    }

    public void Dispose()
    {
        _closed.Dispose();
        _closing.Dispose();
    }

    private static string Text(ReadOnlySequence<byte> bytes) => Encoding.Latin1.GetString(bytes);

    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }

    /// <summary>One that can be cut, as Kestrel's transport does it.</summary>
    private sealed class Connection(PipeHarness harness) : DefaultConnectionContext("c")
    {
        public override void Abort(ConnectionAbortedException abortReason)
        {
            harness.IsCut = true;
            harness._in.Writer.Complete(abortReason);
            harness._out.Writer.CancelPendingFlush();
            harness._closed.Cancel();
        }
    }

    /// <summary>Fails in its own way when it is to send.</summary>
    private sealed class Broken(PipeWriter inner) : PipeWriter
    {
        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("nobody expects this");
    }

    private sealed class Pair(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
