using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry;
using Edge.Telemetry.Records;
using Edge.Tests.Telemetry.Records;
using Edge.Upstream;

namespace Edge.Tests.Forwarding;

/// <summary>
/// Plays an exchange: events are method calls, commands come out as lines of text, time is set by hand. Connections do not
/// exist: the script says when one stands.
/// </summary>
internal sealed class ExchangeScript : IExchangeDriver
{
    private readonly List<string> _commands = [];
    private readonly StringBuilder _delivered = new();
    private readonly ReplicaDirectory _replicas;
    private readonly RoutingSnapshot _snapshot;

    internal ExchangeScript(DeploymentConfig? settings = null, int endpoints = 1, long maxBody = 1 << 20, int replay = 1 << 16, long memory = long.MaxValue)
    {
        _replicas = new ReplicaDirectory(new NoConnector(), Clock);
        DeploymentConfig deployment = (settings ?? new DeploymentConfig { Id = "m" }) with
        {
            Endpoints = [.. Enumerable.Range(1, endpoints).Select(i => new EndpointConfig(new Uri($"http://replica-{i}:80/base")))],
        };
        var config = new EdgeConfig { Deployments = [deployment], Anonymous = ListenConfig.DefaultAccount };
        _snapshot = new SnapshotCompiler(_replicas.Attach).Compile(config, DateTimeOffset.UnixEpoch);
        var gauge = new MemoryGauge(memory);
        Services = new ForwardingServices(Clock, gauge.Watch(Blocks), new RetryBudget(Clock), Counters, Records.Services, maxBody, replay) { Memory = gauge };
        Exchange = new Exchange(Services, this);
    }

    internal ForwardingServices Services { get; }

    /// <summary>The replicas of the deployment, as written.</summary>
    internal IEnumerable<Replica> Replicas => _replicas.Replicas.OrderBy(replica => replica.Address, StringComparer.Ordinal);

    internal CoarseClock Clock { get; } = new();

    internal BlockPool Blocks { get; } = new();

    internal RequestCounters Counters { get; } = new();

    /// <summary>What it leaves of each request.</summary>
    internal RecordList Records { get; } = new();

    internal Exchange Exchange { get; }

    /// <summary>The replica asked for last.</summary>
    internal Replica? Wanted { get; private set; }

    /// <summary>What the client has been given, head and body, as text.</summary>
    internal string Delivered => _delivered.ToString();

    /// <summary>Requests that replicas are charged with now.</summary>
    internal int Outstanding => _replicas.Replicas.Sum(r => r.Outstanding);

    /// <summary>Begins a POST to <c>/v1/{path}</c>; without a length its body is chunked.</summary>
    internal ExchangeScript Post(string path = "chat/completions", long length = -1)
    {
        RequestHead head = Exchange.Head;
        head.Target.AppendLatin1("/" + path);
        head.Fields.Append("Content-Type: application/json\r\n"u8);
        head.Forwarded.Append("X-Forwarded-For: 192.0.2.1\r\n"u8);
        head.ContentLength = length;
        head.EndMark = EndMarks.Of(path);
        head.Operation = CallOperations.Of(path);
        head.IsRepeatable = Call.Of("POST", "/v1/" + path).IsRepeatable;
        head.Dialect = Call.Of("POST", "/v1/" + path).Dialect;
        head.RequestId.AppendLatin1("req-1");
        Exchange.Begin(_snapshot, new CallerIdentity(_snapshot.Anonymous, "key"));
        return this;
    }

    /// <summary>A whole POST with this body, its length announced.</summary>
    internal ExchangeScript Posted(string body, string path = "chat/completions") =>
        Post(path, Encoding.UTF8.GetByteCount(body)).Body(body, last: true);

    internal ExchangeScript Body(string text, bool last = false)
    {
        Exchange.BodyArrived(Encoding.UTF8.GetBytes(text), last);
        return this;
    }

    internal ExchangeScript Leased(bool reused = false)
    {
        Exchange.Leased(reused);
        return this;
    }

    /// <summary>Everything the exchange has to send now, as sent.</summary>
    internal string Send()
    {
        var sent = new StringBuilder();
        var pieces = new SendPieces();
        while (Exchange.TryTakeSend(pieces))
        {
            foreach (ReadOnlyMemory<byte> piece in pieces.Span)
                sent.Append(Encoding.UTF8.GetString(piece.Span));
            Exchange.Sent();
        }
        return sent.ToString();
    }

    internal ExchangeScript Sent()
    {
        Send();
        return this;
    }

    internal ExchangeScript Upstream(string text)
    {
        Exchange.UpstreamArrived(Encoding.UTF8.GetBytes(text));
        return this;
    }

    internal ExchangeScript Closed()
    {
        Exchange.UpstreamClosed();
        return this;
    }

    /// <summary>The heartbeat looks at all replicas.</summary>
    internal void Sweep() => _replicas.Sweep();

    /// <summary>Overwrites whatever memory was given back, so that a later use of it shows.</summary>
    internal void Poison()
    {
        byte[][] blocks = [.. Enumerable.Range(0, 16).Select(_ => Blocks.Rent())];
        foreach (byte[] block in blocks)
        {
            block.AsSpan().Fill((byte)'!');
            Blocks.Return(block);
        }
    }

    /// <summary>Moves the clock on and lets the heartbeat look.</summary>
    internal ExchangeScript After(TimeSpan time)
    {
        Clock.Set(Clock.Now + (long)time.TotalMilliseconds);
        if (Exchange.Deadline <= Clock.Now)
            Exchange.Tick();
        return this;
    }

    /// <summary>The commands since the last look are exactly these.</summary>
    internal ExchangeScript Expect(params string[] commands)
    {
        _commands.ShouldBe(commands);
        _commands.Clear();
        return this;
    }

    /// <summary>The exchange is over, nothing is charged or rented any more, and it can be used again.</summary>
    internal void ExpectOver()
    {
        _commands.ShouldBeEmpty();
        Exchange.Phase.ShouldBe(ExchangePhase.Finished);
        Exchange.Deadline.ShouldBe(long.MaxValue);
        Outstanding.ShouldBe(0);
        Exchange.Clear();
        Blocks.Rented.ShouldBe(0);
        Exchange.Phase.ShouldBe(ExchangePhase.Idle);
    }

    void IExchangeDriver.Lease(Replica replica)
    {
        Wanted = replica;
        _commands.Add("lease");
    }

    void IExchangeDriver.CancelLease() => _commands.Add("cancel lease");

    void IExchangeDriver.Release(bool reusable) => _commands.Add(reusable ? "release" : "spend");

    void IExchangeDriver.Drop() => _commands.Add("drop");

    void IExchangeDriver.StartResponse(ResponseHead head, long length) => _commands.Add($"start {head.Status} {length}");

    void IExchangeDriver.Deliver(ReadOnlySpan<byte> payload)
    {
        string text = Encoding.UTF8.GetString(payload);
        _delivered.Append(text);
        _commands.Add($"deliver {text.ReplaceLineEndings("|")}");
    }

    void IExchangeDriver.EndResponse() => _commands.Add("end");

    void IExchangeDriver.AbortResponse() => _commands.Add("abort");

    void IExchangeDriver.Reject(Fault fault) => _commands.Add($"reject {fault.Kind}");

    void IExchangeDriver.CloseClient() => _commands.Add("close");

    /// <summary>The script plays the driver, so nobody ever connects.</summary>
    private sealed class NoConnector : IConnector
    {
        public ValueTask<ConnectOutcome> ConnectAsync(UpstreamEndpoint endpoint, CancellationToken ct) =>
            throw new InvalidOperationException("a script makes no connections");
    }
}
