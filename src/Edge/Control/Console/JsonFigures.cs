using System.Text.Json;
using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>Figures as updates have them. What is not known is left out.</summary>
internal static class JsonFigures
{
    /// <summary>A number of so many digits behind the point.</summary>
    internal static void Figure(this Utf8JsonWriter json, string name, double? value, int digits)
    {
        if (value is { } known)
            json.WriteNumber(name, Math.Round(known, digits));
    }

    /// <summary>A text of a bounded length; nothing where there is none.</summary>
    internal static void Text(this Utf8JsonWriter json, string name, string? text, int most)
    {
        if (text is { Length: > 0 })
            json.WriteString(name, text.Length <= most ? text : text[..most]);
    }

    /// <summary>The fields of a flow: <c>requests</c>, <c>rate</c>, <c>failedRate</c>, <c>p50</c> and <c>p99</c> in seconds.</summary>
    internal static void Fields(this Utf8JsonWriter json, Flow flow)
    {
        json.WriteNumber("requests"u8, flow.Requests);
        json.Figure("rate", flow.Rate, 3);
        json.Figure("failedRate", flow.FailedRate, 3);
        json.Figure("p50", flow.Median, 5);
        json.Figure("p99", flow.Slow, 5);
    }

    /// <summary>The frame of a page: <c>page</c>, <c>pages</c> and <c>matches</c>.</summary>
    internal static void Frame<T>(this Utf8JsonWriter json, PageOf<T> page)
    {
        json.WriteNumber("page"u8, page.Number);
        json.WriteNumber("pages"u8, page.Pages);
        json.WriteNumber("matches"u8, page.Matches);
    }

    /// <summary>Counts by side.</summary>
    internal static void Sides(this Utf8JsonWriter json, string name, SideCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("caller"u8, counts.Caller);
        json.WriteNumber("policy"u8, counts.Policy);
        json.WriteNumber("upstream"u8, counts.Upstream);
        json.WriteNumber("edge"u8, counts.Edge);
        json.WriteEndObject();
    }

    /// <summary>Writes an array until it is at its end or <paramref name="most"/> bytes long, and how many things were left out.</summary>
    internal static void Rows<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> rows, long most, Action<T> write)
    {
        long end = Written(json) + most;
        int written = 0;
        json.WriteStartArray(name);
        for (; written < rows.Count && Written(json) < end; written++)
            write(rows[written]);
        json.WriteEndArray();
        if (written < rows.Count)
            json.WriteNumber("left"u8, rows.Count - written);
    }

    private static long Written(Utf8JsonWriter json) => json.BytesCommitted + json.BytesPending;
}
