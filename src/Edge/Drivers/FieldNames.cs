using System.Text;
using ConfigSync.Snapshots;

namespace Edge.Drivers;

/// <summary>Field names of answers as strings: those that upstreams commonly send are made once.</summary>
internal static class FieldNames
{
    private static readonly NameTable<string> Known = new(
        new[]
        {
            "content-type", "Content-Type", "date", "Date", "server", "Server", "x-request-id", "X-Request-Id", "X-Request-ID",
            "cache-control", "Cache-Control", "retry-after", "Retry-After", "vary", "Vary", "openai-processing-ms",
            "openai-version", "openai-organization", "x-accel-buffering", "X-Accel-Buffering",
        }.Select(name => KeyValuePair.Create(name, Spelled(name))));

    /// <summary>The name as a string.</summary>
    internal static string Of(ReadOnlySpan<byte> name)
    {
        if (Known.Find(name) is { } known)
            return known;
        return Spelled(Encoding.Latin1.GetString(name));
    }

    private static string Spelled(string name) =>
        name.Equals(RequestIds.Field, StringComparison.OrdinalIgnoreCase) ? RequestIds.Field : name;
}
