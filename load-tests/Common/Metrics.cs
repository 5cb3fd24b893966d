using System.Globalization;

namespace Edge.LoadTests.Common;

/// <summary>What <c>/metrics</c> said at one moment.</summary>
/// <param name="text">The Prometheus text; empty where nobody answered.</param>
internal sealed class Metrics(string text)
{
    private readonly string[] _lines = text.Split('\n');

    /// <summary>One figure, by its name with labels; 0 where there is none.</summary>
    internal double Of(string name) => _lines.Where(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Select(Value).FirstOrDefault();

    /// <summary>The sum of one name over all its labels.</summary>
    internal double Sum(string name) =>
        _lines.Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal)).Sum(Value);

    /// <summary>The sum of one name over the labels that hold <paramref name="part"/>.</summary>
    internal double Sum(string name, string part) =>
        _lines.Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal)).Sum(Value);

    /// <summary>Whether the replica on <paramref name="port"/> is in this state; for those that are in service there is none.</summary>
    internal bool IsReplica(int port, string state) => _lines.Any(line =>
        line.StartsWith("edge_replica_state{", StringComparison.Ordinal)
        && line.Contains($":{port}", StringComparison.Ordinal) && line.Contains($"\"{state}\"", StringComparison.Ordinal) && Value(line) == 1);

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}
