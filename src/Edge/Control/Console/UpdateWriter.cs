using System.Buffers;
using System.Text.Json;
using ConfigSync.Plans;
using ConfigSync.Snapshots;

namespace Edge.Control.Console;

/// <summary>Writes updates as JSON of a bounded length: the summary, and the pages that a client looks at. Safe from any thread.</summary>
/// <param name="live">What is looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class UpdateWriter(ILiveView live, TimeProvider time)
{
    /// <summary>No update is longer, in bytes: the bounds of the lists below, one row beyond each, and the rest.</summary>
    internal const int MostBytes = 256 * 1024;

    /// <summary>Routers on a page.</summary>
    internal const int RoutersOnPage = 20;

    /// <summary>Deployments on a page.</summary>
    internal const int DeploymentsOnPage = 10;

    /// <summary>Failures in an update.</summary>
    internal const int MostFailures = 40;

    private const int MostRouterBytes = 64 * 1024;
    private const int MostDeploymentBytes = 72 * 1024;
    private const int MostAttentionBytes = 20 * 1024;
    private const int MostFailureBytes = 20 * 1024;

    private ConsoleIndex? _index;

    /// <summary>Writes one update.</summary>
    internal void Write(IBufferWriter<byte> output, ConsoleScope scope, ConsoleQuery query, Sample sample)
    {
        ConsoleIndex index = Index(live.Snapshot);
        PageOf<RouteEntry> routers = PageOf<RouteEntry>.Cut(index.Routers(scope, query, sample), query.Page, RoutersOnPage);
        PageOf<DeploymentModel> deployments = PageOf<DeploymentModel>.Cut(
            index.Deployments(scope, query, MembersOf(routers.Rows)), query.DeploymentPage, DeploymentsOnPage);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("at"u8, time.GetUtcNow().ToUnixTimeMilliseconds());
        SummaryWriter.Write(json, scope, index, sample);
        WriteAttention(json, Attention.Of(live, index.Snapshot, scope, sample), sample);
        json.WriteStartObject("routers"u8);
        json.Frame(routers);
        json.Rows("rows", routers.Rows, MostRouterBytes, entry => RouterWriter.Write(json, entry, sample));
        json.WriteEndObject();
        json.WriteStartObject("deployments"u8);
        json.Frame(deployments);
        json.Rows("rows", deployments.Rows, MostDeploymentBytes, model => DeploymentWriter.Write(json, model, sample));
        json.WriteEndObject();
        json.WriteStartObject("failures"u8);
        json.Rows("rows", FailureWriter.Select(live.Traffic.Failures, scope, query, MostFailures), MostFailureBytes, failure => FailureWriter.Write(json, failure));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAttention(Utf8JsonWriter json, Attention attention, Sample sample)
    {
        json.WriteStartObject("attention"u8);
        json.WriteNumber("moreReplicas"u8, attention.MoreReplicas);
        json.Rows("replicas", attention.Replicas, MostAttentionBytes, share => ReplicaWriter.Write(json, share.Replica, share, sample));
        json.WriteEndObject();
        json.WriteStartArray("failing"u8);
        foreach (string router in attention.Routers)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, router);
            json.Fields(sample.Router(router));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static HashSet<string> MembersOf(IEnumerable<RouteEntry> routers) =>
        [.. from entry in routers from member in ((SplitNode)entry.Plan.Root).Members select member.Config.FullName];

    /// <summary>Sorted once for each snapshot; threads that come at the same time may each sort.</summary>
    private ConsoleIndex Index(RoutingSnapshot snapshot)
    {
        ConsoleIndex? index = Volatile.Read(ref _index);
        if (index?.Snapshot != snapshot)
            Volatile.Write(ref _index, index = new ConsoleIndex(snapshot));
        return index!;
    }
}
