using System.Text.RegularExpressions;

namespace Edge.Telemetry.Exposition;

/// <summary>
/// Units in Prometheus' words: <c>s</c> is <c>seconds</c>, <c>By/s</c> is <c>bytes_per_second</c>, <c>{request}</c> is nothing. The rules are those of
/// OpenTelemetry's page on compatibility with Prometheus.
/// </summary>
internal static partial class UnitName
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["TiBy"] = "tebibytes",
        ["kBy"] = "kilobytes",
        ["KBy"] = "kilobytes",
        ["MBy"] = "megabytes",
        ["GBy"] = "gigabytes",
        ["TBy"] = "terabytes",
        ["m"] = "meters",
        ["V"] = "volts",
        ["A"] = "amperes",
        ["J"] = "joules",
        ["W"] = "watts",
        ["g"] = "grams",
        ["Cel"] = "celsius",
        ["Hz"] = "hertz",
        ["%"] = "percent",
        ["1"] = "",
    };

    private static readonly Dictionary<string, string> PerWords = new(StringComparer.Ordinal)
    {
        ["s"] = "second",
        ["m"] = "minute",
        ["min"] = "minute",
        ["h"] = "hour",
        ["d"] = "day",
        ["w"] = "week",
        ["mo"] = "month",
        ["y"] = "year",
    };

    /// <summary>The name of <paramref name="unit"/>, as it ends the name of a metric; empty where there is none.</summary>
    /// <param name="unit">A unit of UCUM, as instruments have it.</param>
    /// <param name="mayBeRatio">Whether <c>1</c> means a share.</param>
    internal static string Of(string? unit, bool mayBeRatio)
    {
        if (string.IsNullOrEmpty(unit))
            return "";
        if (unit == "1")
            return mayBeRatio ? "ratio" : "";
        string[] parts = Annotation().Replace(unit, "").Split('/', 2);
        string main = Word(Words, parts[0]);
        string per = parts.Length == 2 ? Word(PerWords, parts[1]) : "";
        return per.Length == 0 ? main : main.Length == 0 ? $"per_{per}" : $"{main}_per_{per}";
    }

    private static string Word(Dictionary<string, string> words, string part) =>
        words.TryGetValue(part.Trim(), out string? word) ? word : FamilyName.Clean(part);

    [GeneratedRegex(@"\{[^}]*\}?")]
    private static partial Regex Annotation();
}
