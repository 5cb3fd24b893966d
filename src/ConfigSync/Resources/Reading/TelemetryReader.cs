using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads <c>telemetry</c>.</summary>
internal static class TelemetryReader
{
    /// <summary>What stands for the standard output.</summary>
    private const string StandardOutput = "-";

    /// <summary>The section; defaults after an error.</summary>
    internal static TelemetryConfig Read(ReadContext context, DocumentNode node) => ObjectReader.Open(context, node, FieldNames.Telemetry) is { } section
        ? new TelemetryConfig
        {
            AccessLog = section.GetOrNull("accessLog", null, AccessLog),
            Details = section.Get("details", false, FlagValue.Read),
            Otlp = section.GetOrNull("otlp", null, OtlpReader.Read),
        }
        : new TelemetryConfig();

    private static AccessLogConfig? AccessLog(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.AccessLog) is not { } section)
            return null;
        AccessLogFormat format = section.Get("format", AccessLogFormat.Json, AccessLogFormatValue.Read);
        return new AccessLogConfig(section.Get("file", null, File), format);
    }

    private static string? File(ReadContext context, DocumentNode node) =>
        node is { Kind: DocumentKind.String, Text: StandardOutput } ? null : PathValue.Read(context, node);
}
