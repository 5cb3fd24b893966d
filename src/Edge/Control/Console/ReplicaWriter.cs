using System.Text.Json;
using Edge.Balancing;

namespace Edge.Control.Console;

/// <summary>Writes a live replica.</summary>
internal static class ReplicaWriter
{
    private const int LongestReason = 200;
    private const int LongestAddress = 256;

    /// <summary>Writes one, as its deployment has it.</summary>
    internal static void Write(Utf8JsonWriter json, Replica replica, ReplicaShare share, Sample sample)
    {
        json.WriteStartObject();
        json.WriteString("deployment"u8, replica.Deployment);
        json.Text("url", replica.Address, LongestAddress);
        json.WriteString("state"u8, Word(replica.Health.State));
        json.WriteNumber("weight"u8, share.Replicas);
        if (share.MaxConcurrency is { } most)
            json.WriteNumber("maxConcurrency"u8, most);
        json.WriteNumber("outstanding"u8, replica.Outstanding);
        json.WriteNumber("elsewhere"u8, replica.Elsewhere);
        json.Fields(sample.Replica(replica.Name));
        json.WriteStartObject("connections"u8);
        json.WriteNumber("used"u8, replica.Pool.InUse);
        json.WriteNumber("idle"u8, replica.Pool.Idle);
        json.WriteNumber("connecting"u8, replica.Pool.Connecting);
        json.WriteNumber("waiting"u8, replica.Pool.Waiting);
        json.WriteEndObject();
        if (replica.Engine is { } engine)
        {
            json.WriteStartObject("engine"u8);
            json.WriteNumber("running"u8, engine.Running);
            json.WriteNumber("waiting"u8, engine.Waiting);
            json.Figure("cache", engine.CacheUsage, 3);
            json.WriteEndObject();
        }
        json.Text("lastFailure", replica.Pool.LastFailure, LongestReason);
        json.WriteEndObject();
    }

    /// <summary>A state as metrics name it.</summary>
    private static string Word(HealthState state) => state switch
    {
        HealthState.InService => "inservice",
        HealthState.Warming => "warming",
        HealthState.Ejected => "ejected",
        HealthState.Due => "due",
        HealthState.Probing => "probing",
        _ => "down",
    };
}
