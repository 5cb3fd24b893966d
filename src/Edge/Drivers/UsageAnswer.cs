using System.Buffers;
using System.Text.Json;
using Edge.Telemetry.Usage;

namespace Edge.Drivers;

/// <summary><c>GET …/usage</c>: what an account used since this edge started (specs/openai.md, "Usage").</summary>
internal static class UsageAnswer
{
    private const decimal NanosPerDollar = 1e9m;

    /// <summary>The answer for a caller.</summary>
    /// <param name="book">What was counted.</param>
    /// <param name="account">Id of the caller's account.</param>
    /// <param name="key">Name of the caller's key, the one that is shown; empty for callers without one.</param>
    /// <param name="allKeys">Whether the caller may see what other keys of its account used.</param>
    internal static ReadOnlyMemory<byte> Of(UsageBook book, string account, string key, bool allKeys)
    {
        AccountUsage used = book.Find(account) ?? new AccountUsage(0);
        var text = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        json.WriteString("object"u8, "usage"u8);
        json.WriteString("account"u8, account);
        json.WriteString("since"u8, book.Since);
        json.WriteString("currency"u8, "USD"u8);
        Totals(json, "total"u8, used.Total);
        if (used.Rest.Requests > 0)
            Totals(json, "rest"u8, used.Rest);
        json.WriteStartArray("keys"u8);
        foreach (var rows in used.Rows.Where(row => allKeys || row.Key.Key == key).GroupBy(row => row.Key.Key).OrderBy(rows => rows.Key, StringComparer.Ordinal))
            Key(json, rows.Key, rows);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return text.WrittenMemory;
    }

    private static void Key(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<UsageRow, UsageTotals>> rows)
    {
        json.WriteStartObject();
        if (name.Length > 0)
            json.WriteString("key"u8, name);
        else
            json.WriteNull("key"u8);
        json.WriteStartArray("models"u8);
        foreach ((UsageRow row, UsageTotals totals) in rows.OrderBy(row => row.Key.Model, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, row.Model);
            Figures(json, totals);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Totals(Utf8JsonWriter json, ReadOnlySpan<byte> name, UsageTotals totals)
    {
        json.WriteStartObject(name);
        Figures(json, totals);
        json.WriteEndObject();
    }

    private static void Figures(Utf8JsonWriter json, UsageTotals totals)
    {
        json.WriteNumber("requests"u8, totals.Requests);
        json.WriteNumber("input_tokens"u8, totals.Input);
        json.WriteNumber("cached_input_tokens"u8, totals.CachedInput);
        json.WriteNumber("output_tokens"u8, totals.Output);
        json.WriteNumber("estimated_output_tokens"u8, totals.EstimatedOutput);
        json.WriteNumber("cost"u8, totals.CostNanos / NanosPerDollar);
    }
}
