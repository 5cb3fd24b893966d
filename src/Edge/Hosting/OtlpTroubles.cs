using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>
/// Logs that the receiver of traces and metrics cannot be reached or takes nothing: OpenTelemetry's exporter says so nowhere but in events of its
/// own. Once a minute, for it tries every few seconds. From any thread.
/// </summary>
internal sealed class OtlpTroubles(TimeProvider time, ILogger log) : EventListener
{
    private const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;
    private long _saidAt;

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
            EnableEvents(eventSource, EventLevel.Warning);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        string message = eventData.Message ?? eventData.EventName ?? "";
        Say(string.Format(CultureInfo.InvariantCulture, message, [.. eventData.Payload ?? []]));
    }

    /// <summary>Something was not taken: why, for people.</summary>
    internal void Say(string reason)
    {
        long said = Volatile.Read(ref _saidAt), now = _time.GetTimestamp();
        if ((said != 0 && _time.GetElapsedTime(said, now) < Pause) || Interlocked.CompareExchange(ref _saidAt, now, said) != said)
            return;
        HostingLog.OtlpFailed(_log, reason);
    }
}
