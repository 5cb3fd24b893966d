using System.Globalization;
using System.Text.Json;

namespace Edge.LoadTests.Panels;

/// <summary>What a query showed over a time.</summary>
/// <param name="Series">How many lines.</param>
/// <param name="Last">The largest of their last values.</param>
/// <param name="Problem">Why Prometheus refused the query; null where it did not.</param>
internal sealed record Seen(int Series, double Last, string? Problem = null)
{
    /// <summary>Whether a panel would show nothing.</summary>
    internal bool IsEmpty => Series == 0;

    /// <summary>Reads an answer of <c>query_range</c>. A series of nothing but NaN, as divisions by nothing make, is none.</summary>
    internal static Seen Read(JsonElement answer)
    {
        if (answer.GetProperty("status").GetString() != "success")
            return new Seen(0, double.NaN, answer.GetProperty("error").GetString());
        int series = 0;
        double last = double.NegativeInfinity;
        foreach (JsonElement one in answer.GetProperty("data").GetProperty("result").EnumerateArray())
        {
            double[] values = [.. one.GetProperty("values").EnumerateArray().Select(value => Number(value[1].GetString()!)).Where(value => !double.IsNaN(value))];
            if (values.Length == 0)
                continue;
            series++;
            last = Math.Max(last, values[^1]);
        }
        return new Seen(series, series == 0 ? double.NaN : last);
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
