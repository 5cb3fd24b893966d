using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>Deployments.</summary>
internal sealed class DeploymentForm : ResourceForm
{
    /// <inheritdoc/>
    internal override string Noun => "deployment";

    /// <inheritdoc/>
    internal override string Collection => "deployments";

    /// <inheritdoc/>
    internal override string[] Columns => ["NAME", "STATE", "REPLICAS", "BASE MODEL"];

    /// <inheritdoc/>
    internal override string[] Row(JsonObject deployment) =>
    [
        ResourceName.Short(JsonText.Plain(deployment["name"])),
        JsonText.Plain(deployment["state"]),
        $"{Count((deployment["replicaStats"] as JsonObject)?["readyReplicaCount"])}/{Count(deployment["desiredReplicaCount"] ?? deployment["replicaCount"])}",
        JsonText.Plain(deployment["baseModel"]),
    ];

    /// <inheritdoc/>
    internal override FlagLine Flags(JsonObject deployment)
    {
        FlagLine line = new FlagLine().Add(deployment["baseModel"]).AddName("--deployment-id", deployment["name"]);
        foreach (JsonObject endpoint in (deployment["endpoints"] as JsonArray ?? []).OfType<JsonObject>())
        {
            string replicas = JsonText.Plain(endpoint["replicas"]);
            line.Add("--endpoint", replicas.Length == 0 ? endpoint["url"] : $"{JsonText.Plain(endpoint["url"])}={replicas}");
        }
        var discovery = deployment["discovery"] as JsonObject;
        return line
            .Add("--discovery-dns", discovery?["dns"])
            .Add("--discovery-port", discovery?["port"])
            .Add("--discovery-interval", discovery?["interval"])
            .Add("--provider", deployment["provider"])
            .Add("--served-model", deployment["servedModel"])
            .Add("--min-replica-count", deployment["minReplicaCount"])
            .Add("--max-replica-count", deployment["maxReplicaCount"])
            .Add("--display-name", deployment["displayName"])
            .Add("--description", deployment["description"])
            .AddSwitch("--session-affinity", deployment["enableSessionAffinity"]);
    }

    private static string Count(JsonNode? number) => number is null ? "-" : JsonText.Plain(number);
}
