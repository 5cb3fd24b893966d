namespace Edge.Telemetry.Exposition;

/// <summary>What must not stand as it is in a line.</summary>
internal static class Escaping
{
    /// <summary>The value of a label, between its quotes; alike in both formats.</summary>
    internal static string Label(string value) => Lines(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>The text of <c>HELP</c>: OpenMetrics escapes quotes as well, text 0.0.4 has them as they are.</summary>
    internal static string Help(string text, ExpositionFormat format) => format == ExpositionFormat.OpenMetrics ? Label(text) : Lines(text);

    private static string Lines(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
