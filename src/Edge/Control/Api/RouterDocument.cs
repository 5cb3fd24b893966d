using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edge.Control.Api;

/// <summary>Requests for routers, as changes of their documents.</summary>
internal static class RouterDocument
{
    private static readonly DocumentFields Fields = DocumentFields.Of("displayName", "deployments", "model", "public", "enableSessionAffinity", "names");

    private static readonly string[] Strategies = ["weightedRandom", "evenLoad"];

    /// <summary>Changes <paramref name="document"/> by what <paramref name="body"/> says. Returns what is wrong with it, for people; null for nothing.</summary>
    internal static string? Apply(JsonElement body, JsonObject document)
    {
        string[] sent = [.. Strategies.Where(name => body.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null)];
        if (sent.Length > 1)
            return "'weightedRandom' and 'evenLoad' are both there: a router has one strategy.";
        if (sent is [string strategy])
        {
            if (body.GetProperty(strategy).ValueKind != JsonValueKind.Object)
                return $"'{strategy}' must be an object. Write {{}}.";
            document["strategy"] = strategy;
        }
        else if (Strategies.Any(name => body.TryGetProperty(name, out _) && (string?)document["strategy"] == name))
        {
            document.Remove("strategy");
        }
        return Fields.Apply(body, document);
    }
}
