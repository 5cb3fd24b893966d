using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Edge.Cli;

/// <summary>Logs on standard error, one line an event.</summary>
internal static class Logs
{
    /// <summary>Creates the factory, whose providers come with the first event; Kestrel speaks only from warnings up.</summary>
    internal static ILoggerFactory Create() => new LateLoggerFactory(CreateNow);

    private static ILoggerFactory CreateNow() => LoggerFactory.Create(logs => logs
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning)
        // Connection-level noise of callers; what it means for requests is in the fault counters.
        .AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Error)
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .AddSimpleConsole(format =>
        {
            format.SingleLine = true;
            format.ColorBehavior = LoggerColorBehavior.Disabled;
            format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            format.UseUtcTimestamp = true;
        }));
}
