using System.Text.Json;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;

namespace Edge.Control.Console;

/// <summary>Writes a deployment and its replicas.</summary>
internal static class DeploymentWriter
{
    /// <summary>So many replicas are written, those that are not well first; how many more there are is told.</summary>
    internal const int MostReplicas = 16;

    private const int LongestModel = 256;

    /// <summary>Writes one.</summary>
    internal static void Write(Utf8JsonWriter json, DeploymentModel model, Sample sample)
    {
        DeploymentConfig config = model.Config;
        ReplicaSet replicas = Picker.SetOf(model);
        json.WriteStartObject();
        json.WriteString("name"u8, config.FullName);
        json.Text("model", config.ServedModel ?? config.BaseModel, LongestModel);
        json.WriteNumber("wanted"u8, ReplicaCount.Wanted(config));
        json.WriteNumber("ready"u8, ReplicaCount.Ready(config));
        json.WriteNumber("outstanding"u8, replicas.Shares.Sum(share => (long)share.Replica.Outstanding));
        if (config.Limits.MaxOutstanding > 0)
            json.WriteNumber("maxOutstanding"u8, config.Limits.MaxOutstanding);
        json.Fields(sample.Replicas(replicas.Shares.Select(share => share.Replica.Name)));
        json.WriteStartArray("replicas"u8);
        // A stable order, so that rows stay where they are while all do well.
        foreach (ReplicaShare share in replicas.Shares.OrderBy(share => share.Replica.Health.State == HealthState.InService).Take(MostReplicas))
            ReplicaWriter.Write(json, share.Replica, share, sample);
        json.WriteEndArray();
        if (replicas.Shares.Length > MostReplicas)
            json.WriteNumber("moreReplicas"u8, replicas.Shares.Length - MostReplicas);
        json.WriteEndObject();
    }
}
