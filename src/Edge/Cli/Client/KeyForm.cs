using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>Keys.</summary>
internal sealed class KeyForm : ResourceForm
{
    /// <inheritdoc/>
    internal override string Noun => "key";

    /// <inheritdoc/>
    internal override string Collection => "keys";

    /// <inheritdoc/>
    internal override string[] Columns => ["NAME", "STATE", "SCOPES", "CREATED"];

    /// <inheritdoc/>
    internal override string[] Row(JsonObject key) =>
        [ResourceName.Short(JsonText.Plain(key["name"])), JsonText.Plain(key["state"]), Scopes(key), JsonText.Plain(key["createTime"])];

    /// <inheritdoc/>
    internal override FlagLine Flags(JsonObject key) => new FlagLine()
        .AddName("--key-id", key["name"])
        .Add("--scope", Scopes(key))
        .Add("--display-name", key["displayName"]);

    private static string Scopes(JsonObject key) => string.Join(',', (key["scopes"] as JsonArray ?? []).Select(JsonText.Plain));
}
