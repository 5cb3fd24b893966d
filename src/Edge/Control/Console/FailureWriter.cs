using System.Text.Json;
using Edge.Faults;
using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>Writes failures of late: where, when and why, and nothing of what was said.</summary>
internal static class FailureWriter
{
    private const int LongestName = 256;

    /// <summary>Those that a client may see and looks for, the newest first.</summary>
    internal static IReadOnlyList<RecentFailure> Select(IReadOnlyList<RecentFailure> all, ConsoleScope scope, ConsoleQuery query, int most) =>
        [.. all.Where(one => scope.Has(one.Router) && (query.Finds(one.Router) || query.Finds(one.Replica) || query.Finds(one.Id) || query.Finds(one.Reason))).Take(most)];

    /// <summary>Writes one.</summary>
    internal static void Write(Utf8JsonWriter json, RecentFailure failure)
    {
        json.WriteStartObject();
        json.WriteNumber("at"u8, failure.At.ToUnixTimeMilliseconds());
        json.Text("id", failure.Id, LongestName);
        json.Text("router", failure.Router, LongestName);
        json.Text("replica", failure.Replica, LongestName);
        json.WriteString("reason"u8, failure.Reason);
        json.WriteString("side"u8, failure.Side switch
        {
            FaultSide.Caller => "caller",
            FaultSide.Policy => "policy",
            FaultSide.Upstream => "upstream",
            _ => "edge",
        });
        json.WriteNumber("status"u8, failure.Status);
        json.WriteEndObject();
    }
}
