using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Buffers;
using Edge.Drivers;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry.Records;
using Edge.Transport;
using Edge.Upstream;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>Puts the event loops together.</summary>
internal static class LoopSetup
{
    /// <summary>Whether callers are served on loops: where epoll is, unless another driver is chosen.</summary>
    internal static bool Runs(ListenDriver driver) => OperatingSystem.IsLinux() && driver is ListenDriver.Auto or ListenDriver.Loop;

    /// <summary>Creates them, not started yet. Each has a part of its own of what <paramref name="services"/> holds, and a ring of <paramref name="records"/>.</summary>
    internal static LoopDriver Create(
        ListenConfig listen,
        ForwardingServices services,
        RecordPump records,
        SnapshotSource snapshots,
        ForwardedFields forwarded,
        NameCache names,
        IHandover handover,
        TimeProvider time,
        ILogger log)
    {
        var limits = new RequestLimits(listen.MaxLineBytes, listen.MaxHeadBytes, listen.MaxFields);
        var sessions = new SessionSettings(limits, time, listen.CorsOrigins.Length > 0);
        var gate = new ConnectionGate(listen.MaxConnections > 0 ? listen.MaxConnections : DescriptorLimit.Connections());
        var settings = new LoopSettings(forwarded, names, time, gate, handover, (loop, error) => ReportAccepting(log, loop, error));
        return new LoopDriver(
            listen.Loops > 0 ? listen.Loops : Environment.ProcessorCount,
            services.Clock,
            () => new SessionServices(snapshots, Part(services, records), sessions),
            sessions,
            settings,
            mistake => HostingLog.LoopMistake(log, mistake));
    }

    private static ForwardingServices Part(ForwardingServices whole, RecordPump records) => whole with
    {
        Blocks = whole.Memory.Watch(new BlockPool(shared: false)),
        Budget = whole.Budget.NewPart(),
        Counters = whole.Counters.NewPart(),
        Records = whole.Records with { Ring = records.NewRing(manyWriters: false) },
    };

    private static void ReportAccepting(ILogger log, int loop, int? error)
    {
        if (error is null)
            HostingLog.AcceptingAgain(log, loop);
        else if (error == 0)
            HostingLog.TooManyCallers(log, loop);
        else
            HostingLog.AcceptingPaused(log, loop, new System.ComponentModel.Win32Exception(error.Value).Message);
    }
}
