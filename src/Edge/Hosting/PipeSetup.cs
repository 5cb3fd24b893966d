using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Drivers;
using Edge.Forwarding;
using Edge.Http1;

namespace Edge.Hosting;

/// <summary>Puts the driver together that serves HTTP/1.1 on Kestrel's connections.</summary>
internal static class PipeSetup
{
    /// <summary>Whether it serves what Kestrel accepts: all of it where there are no loops, and TLS beside them.</summary>
    internal static bool Runs(ListenDriver driver) => driver != ListenDriver.KestrelHttp;

    /// <summary>Creates it. All its sessions share what <paramref name="services"/> holds.</summary>
    internal static PipeDriver Create(
        ListenConfig listen, ForwardingServices services, SnapshotSource snapshots, ForwardedFields forwarded, TimeProvider time)
    {
        var limits = new RequestLimits(listen.MaxLineBytes, listen.MaxHeadBytes, listen.MaxFields);
        var sessions = new SessionSettings(limits, time, listen.CorsOrigins.Length > 0);
        return new PipeDriver(() => new SessionServices(snapshots, services, sessions), sessions, forwarded, services.Clock);
    }
}
