using System.Globalization;
using System.Text.Json;

namespace Edge.Control.Api;

/// <summary>Values as the API prints them.</summary>
internal static class Printing
{
    /// <summary>A time of RFC 3339; nothing where there is none.</summary>
    internal static void Time(this Utf8JsonWriter json, string name, DateTimeOffset time)
    {
        if (time != default)
            json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>An array of texts.</summary>
    internal static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A span of time, as <c>edge.json</c> has it.</summary>
    internal static void Span(this Utf8JsonWriter json, string name, TimeSpan span) =>
        json.WriteString(name, span == TimeSpan.Zero ? "off" : string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMilliseconds}ms"));
}
