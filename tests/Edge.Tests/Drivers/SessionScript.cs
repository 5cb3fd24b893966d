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
using Edge.Upstream;

namespace Edge.Tests.Drivers;

/// <summary>Plays sessions of one connection without I/O: bytes are method calls, the replica is the script's, time is set by hand.</summary>
internal sealed class SessionScript
{
    /// <summary>The time of day of every script.</summary>
    internal const string Date = "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n";

    private readonly StringBuilder _kept = new();

    internal SessionScript()
    {
        var replicas = new ReplicaDirectory(new NoConnector(), Clock);
        var deployment = new DeploymentConfig { Id = "m", Endpoints = [new EndpointConfig(new Uri("http://replica:80/base"))] };
        var config = new EdgeConfig { Deployments = [deployment], Anonymous = ListenConfig.DefaultAccount };
        var snapshots = new SnapshotSource(new SnapshotCompiler(replicas.Attach).Compile(config, DateTimeOffset.UnixEpoch));
        var services = new ForwardingServices(Clock, Blocks, new RetryBudget(Clock), new RequestCounters(), RecordList.Nobody, MaxBodyBytes: 1 << 20, ReplayBytes: 1 << 16);
        Settings = new SessionSettings(new RequestLimits(), new Epoch(), CorsIsOn: false);
        Session = new Http1Session(new SessionServices(snapshots, services, Settings));
    }

    internal CoarseClock Clock { get; } = new();

    internal BlockPool Blocks { get; } = new();

    internal FakePort Port { get; } = new();

    internal SessionSettings Settings { get; }

    internal Http1Session Session { get; }

    /// <summary>What was received and nobody has taken.</summary>
    internal string Kept => _kept.ToString();

    /// <summary>What the replica has been sent of the request at hand.</summary>
    internal string Upstream { get; private set; } = "";

    /// <summary>Whether a request is at hand; else the next bytes begin one.</summary>
    internal bool HasRequest { get; private set; }

    /// <summary>Bytes of the caller, as a driver passes them on: heads are shown again when more has come, bodies once.</summary>
    internal SessionStep Receive(string bytes)
    {
        _kept.Append(bytes);
        SessionStep step = SessionStep.NeedMore;
        if (!HasRequest && _kept.Length > 0)
        {
            step = Session.Begin(Port, Encoding.Latin1.GetBytes(Kept), out int consumed);
            HasRequest = step == SessionStep.Begun;
            (HasRequest || consumed == 0).ShouldBeTrue();
            _kept.Remove(0, consumed);
            Feed();
            if (HasRequest)
                Session.AskForBody();
        }
        else
        {
            Feed();
        }
        return step;
    }

    /// <summary>The connection asked for stands; takes all there is to send.</summary>
    internal SessionScript Lease()
    {
        Session.Exchange.Leased(reused: false);
        return Send();
    }

    /// <summary>Sends what may go upstream now.</summary>
    internal SessionScript Send()
    {
        var pieces = new SendPieces();
        while (Session.Exchange.TryTakeSend(pieces))
        {
            foreach (ReadOnlyMemory<byte> piece in pieces.Span)
                Upstream += Encoding.Latin1.GetString(piece.Span);
            Session.Exchange.Sent();
        }
        return this;
    }

    /// <summary>The replica answers; returns what the caller gets of it.</summary>
    internal string Answer(string bytes)
    {
        Session.Exchange.UpstreamArrived(Encoding.Latin1.GetBytes(bytes));
        return Port.Take();
    }

    /// <summary>The request at hand is over: its fate, and the next may come.</summary>
    internal SessionFate End()
    {
        Session.IsOver.ShouldBeTrue("the request is not over");
        SessionFate fate = Session.Fate;
        Session.Clear();
        Blocks.Rented.ShouldBe(0);
        (HasRequest, Upstream) = (false, "");
        return fate;
    }

    private void Feed()
    {
        while (HasRequest && _kept.Length > 0 && Session.WantsInput)
        {
            int taken = Session.TakeBody(Encoding.Latin1.GetBytes(Kept));
            // Nothing is taken only of what breaks HTTP; then nothing more is wanted.
            taken.ShouldBeInRange(Session.WantsInput ? 1 : 0, _kept.Length);
            _kept.Remove(0, taken);
        }
    }

    private sealed class NoConnector : IConnector
    {
        public ValueTask<ConnectOutcome> ConnectAsync(UpstreamEndpoint endpoint, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class Epoch : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
