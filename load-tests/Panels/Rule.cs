using System.Text.Json;
using System.Text.RegularExpressions;

namespace Edge.LoadTests.Panels;

/// <summary>A rule that Prometheus follows.</summary>
/// <param name="Name">What it records, or the alert.</param>
/// <param name="Expression">PromQL.</param>
/// <param name="IsAlert">Whether it is an alert.</param>
/// <param name="Problem">Why it could not be evaluated; empty where it could.</param>
internal sealed partial record Rule(string Name, string Expression, bool IsAlert, string Problem)
{
    /// <summary>The metrics that the expression names: what stands for no function, word or label of it.</summary>
    internal IReadOnlyList<string> Metrics => [.. Metric().Matches(Braces().Replace(Expression, "{}")).Select(match => match.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads one of <c>/api/v1/rules</c>.</summary>
    internal static Rule Read(JsonElement rule) => new(
        rule.GetProperty("name").GetString()!,
        rule.GetProperty("query").GetString()!,
        rule.GetProperty("type").GetString() == "alerting",
        rule.TryGetProperty("lastError", out JsonElement problem) ? problem.GetString()! : "");

    [GeneratedRegex("""\{([^}"]|"[^"]*")*\}""")]
    private static partial Regex Braces();

    // Names of metrics are followed by a selector, those of records have colons; labels in "by (…)" are neither.
    [GeneratedRegex(@"\b[a-z_][a-z0-9_]*(?=\{)|\b[a-z0-9_]+:[a-z0-9_:]+")]
    private static partial Regex Metric();
}
