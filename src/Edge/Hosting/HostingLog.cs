using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>What the host says. Ids are unique in the program.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Information, "Listening for {Role} on {Address}")]
    internal static partial void Listening(ILogger log, string role, string address);

    [LoggerMessage(2, LogLevel.Information, "Configuration applied: version {Version}, {Deployments} deployments, {Routers} routers, {Keys} keys")]
    internal static partial void Applied(ILogger log, long version, int deployments, int routers, int keys);

    [LoggerMessage(3, LogLevel.Error, "Configuration refused, the last good one serves on: {File}:{Error}")]
    internal static partial void Refused(ILogger log, string file, string error);

    [LoggerMessage(4, LogLevel.Warning, "The change of \"listen\" takes effect at the next start; everything else was applied")]
    internal static partial void NeedsRestart(ILogger log);

    [LoggerMessage(5, LogLevel.Information, "Certificate {Path} changed and was read again")]
    internal static partial void CertificateReloaded(ILogger log, string path);

    [LoggerMessage(6, LogLevel.Error, "Certificate {Path} changed but can't be used, the last good one serves on: {Reason}")]
    internal static partial void CertificateRefused(ILogger log, string path, string reason);

    [LoggerMessage(7, LogLevel.Information, "Stopping: {Active} requests may finish within {Seconds} s; a second signal ends them")]
    internal static partial void Draining(ILogger log, int active, double seconds);

    [LoggerMessage(8, LogLevel.Information, "Stopped")]
    internal static partial void Stopped(ILogger log);

    [LoggerMessage(11, LogLevel.Warning, "Callers are served on an address that others can reach, but neither \"keys\" nor \"anonymous\" is set: every call is answered with 401")]
    internal static partial void NobodyMayCall(ILogger log);

    [LoggerMessage(10, LogLevel.Error, "A configuration without errors could not be applied, the last good one serves on")]
    internal static partial void ApplyFailed(ILogger log, Exception error);

    [LoggerMessage(9, LogLevel.Error, "The heartbeat failed and goes on")]
    internal static partial void HeartbeatFailed(ILogger log, Exception error);

    [LoggerMessage(12, LogLevel.Error, "A mistake on an event loop: its connection was cut, all others go on")]
    internal static partial void LoopMistake(ILogger log, Exception error);

    [LoggerMessage(13, LogLevel.Warning, "Loop {Loop} accepts no callers until some leave: {Reason}")]
    internal static partial void AcceptingPaused(ILogger log, int loop, string reason);

    [LoggerMessage(14, LogLevel.Warning, "Loop {Loop} accepts no callers until some leave: there are as many as \"maxConnections\" or the limit of open files allows")]
    internal static partial void TooManyCallers(ILogger log, int loop);

    [LoggerMessage(15, LogLevel.Information, "Loop {Loop} accepts callers again")]
    internal static partial void AcceptingAgain(ILogger log, int loop);
}
