using ConfigSync.Resources;
using Edge.Telemetry.AccessLog;
using Edge.Telemetry.Records;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>Puts the access log together.</summary>
internal static class AccessLogSetup
{
    /// <summary>A full disk is said once in so long, not for each of its lines.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Opens it; null where none is asked for. Throws <see cref="AccessLogException"/> when its file can't be opened.</summary>
    internal static AccessLogSink? Open(AccessLogConfig? config, TimeProvider time, ILogger log)
    {
        if (config is null)
            return null;
        var clock = new RecordClock(time);
        IAccessLine line = config.Format switch
        {
            AccessLogFormat.Plain => new PlainLine(clock),
            AccessLogFormat.W3C => new W3CLine(clock),
            _ => new JsonLine(clock),
        };
        long saidAt = 0;
        return new AccessLogSink(line, OpenOutput(config.File, line.Head), failure =>
        {
            if (saidAt != 0 && time.GetElapsedTime(saidAt) < Pause)
                return;
            saidAt = time.GetTimestamp();
            HostingLog.AccessLogFailed(log, failure.Message);
        });
    }

    private static Stream OpenOutput(string? file, ReadOnlyMemory<byte> head)
    {
        try
        {
            if (file is not null)
                return new AppendedFile(file, head);
            Stream output = Console.OpenStandardOutput();
            output.Write(head.Span);
            return output;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AccessLogException($"telemetry.accessLog.file can't be written to: {e.Message}", e);
        }
    }
}

/// <summary>The access log's file can't be opened.</summary>
internal sealed class AccessLogException(string message, Exception inner) : Exception(message, inner);
