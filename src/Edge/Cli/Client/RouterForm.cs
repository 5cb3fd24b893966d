using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>Routers.</summary>
internal sealed class RouterForm : ResourceForm
{
    /// <summary>The word on the command line for a strategy that draws by replica count.</summary>
    internal const string WeightedRandom = "weighted-random";

    /// <summary>The word on the command line for a strategy that keeps load per replica equal.</summary>
    internal const string EvenLoad = "even-load";

    /// <inheritdoc/>
    internal override string Noun => "router";

    /// <inheritdoc/>
    internal override string Collection => "routers";

    /// <inheritdoc/>
    internal override string[] Columns => ["NAME", "STATE", "STRATEGY", "DEPLOYMENTS"];

    /// <inheritdoc/>
    internal override string[] Row(JsonObject router) =>
    [
        ResourceName.Short(JsonText.Plain(router["name"])),
        JsonText.Plain(router["state"]),
        Strategy(router),
        string.Join(", ", Deployments(router).Select(ResourceName.Short)),
    ];

    /// <inheritdoc/>
    internal override FlagLine Flags(JsonObject router) => new FlagLine()
        .AddName("--router-id", router["name"])
        .Add("--deployments", string.Join(',', Deployments(router)))
        .Add("--strategy", Strategy(router))
        .Add("--model", router["model"])
        .Add("--display-name", router["displayName"])
        .AddSwitch("--public", router["public"])
        .AddSwitch("--session-affinity", router["enableSessionAffinity"]);

    private static string Strategy(JsonObject router) => router.ContainsKey("evenLoad") ? EvenLoad : WeightedRandom;

    private static IEnumerable<string> Deployments(JsonObject router) => (router["deployments"] as JsonArray ?? []).Select(JsonText.Plain);
}
