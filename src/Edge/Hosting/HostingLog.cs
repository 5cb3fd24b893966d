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

    [LoggerMessage(4, LogLevel.Warning, "The change of \"listen\", \"store\" or \"telemetry\" takes effect at the next start; everything else was applied")]
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

    [LoggerMessage(31, LogLevel.Warning, "Replica {Replica} does not answer {Path} with 2xx, and is left out")]
    internal static partial void ReplicaDown(ILogger log, string replica, string path);

    [LoggerMessage(32, LogLevel.Information, "Replica {Replica} is well again")]
    internal static partial void ReplicaUp(ILogger log, string replica);

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

    [LoggerMessage(16, LogLevel.Information, "The store is followed: what is written there takes effect here")]
    internal static partial void StoreLive(ILogger log);

    [LoggerMessage(17, LogLevel.Warning, "The store is not followed ({State}), what was applied serves on: {Reason}")]
    internal static partial void StoreLost(ILogger log, ConfigSync.Stores.StoreState state, string reason);

    [LoggerMessage(18, LogLevel.Warning, "Started with the last known good set of {Saved:u}, {Resources} resources, until the store is reached")]
    internal static partial void StartedFromLastKnown(ILogger log, int resources, DateTimeOffset saved);

    [LoggerMessage(19, LogLevel.Information, "No last known good set to start with: {Reason}")]
    internal static partial void NoLastKnown(ILogger log, string reason);

    [LoggerMessage(20, LogLevel.Error, "What is applied could not be kept for a start without the store: {Reason}")]
    internal static partial void LastKnownNotSaved(ILogger log, string reason);

    [LoggerMessage(21, LogLevel.Error, "{Resource} is refused at revision {Revision}, its last good version serves on: {Reason}")]
    internal static partial void DocumentRefused(ILogger log, string resource, long revision, string reason);

    [LoggerMessage(22, LogLevel.Warning, "'{Name}' in the store is no resource and is passed over: {Reason}")]
    internal static partial void DocumentForeign(ILogger log, string name, string reason);

    [LoggerMessage(23, LogLevel.Warning, "{Count} more documents of the store were refused or passed over within a second")]
    internal static partial void MoreRefused(ILogger log, int count);

    [LoggerMessage(24, LogLevel.Information, "Applied {Changes} changes of the store: version {Version}")]
    internal static partial void StoreApplied(ILogger log, int changes, long version);

    [LoggerMessage(25, LogLevel.Error, "A mistake while following the store: what was applied serves on, and following begins anew")]
    internal static partial void FollowFailed(ILogger log, Exception error);

    [LoggerMessage(26, LogLevel.Error, "{Problem}: keys that were made under it let nobody in")]
    internal static partial void NoKeySecret(ILogger log, string problem);

    [LoggerMessage(27, LogLevel.Warning, "The store has no key for the control API, which others can reach: one was made, see {File}. Make keys of your own with it, and delete it")]
    internal static partial void BootstrapKeyMade(ILogger log, string file);

    [LoggerMessage(28, LogLevel.Error, "The store has no key for the control API, and none could be made: {Reason}")]
    internal static partial void NoBootstrapKey(ILogger log, string reason);

    [LoggerMessage(29, LogLevel.Information, "{Count} replicas of {Deployment} found by {Name}")]
    internal static partial void Found(ILogger log, int count, string deployment, string name);

    [LoggerMessage(30, LogLevel.Warning, "Replicas of {Deployment} cannot be looked up by {Name}, what was found last serves on: {Reason}")]
    internal static partial void NotFound(ILogger log, string deployment, string name, string reason);

    [LoggerMessage(33, LogLevel.Error, "A mistake while metrics or logs were made of a request's record: that record is lost to them")]
    internal static partial void TelemetryMistake(ILogger log, Exception error);

    [LoggerMessage(34, LogLevel.Error, "Lines of the access log could not be written, and are lost: {Reason}")]
    internal static partial void AccessLogFailed(ILogger log, string reason);

    [LoggerMessage(35, LogLevel.Warning, "Traces or metrics could not be sent by OTLP, and may be lost: {Reason}")]
    internal static partial void OtlpFailed(ILogger log, string reason);
}
