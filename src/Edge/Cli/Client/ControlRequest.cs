using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>One request to the control API.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">What follows the server's address, escaped, with the query.</param>
/// <param name="Body">What it carries; null for nothing.</param>
internal sealed record ControlRequest(HttpMethod Method, string Path, JsonObject? Body = null)
{
    /// <summary>Its address on the server that <paramref name="settings"/> name.</summary>
    internal Uri At(ClientSettings settings) => new(settings.Address + Path);

    /// <summary>The path of a collection of <paramref name="account"/>.</summary>
    internal static string PathOf(string account, string collection) => $"/v1/accounts/{Uri.EscapeDataString(account)}/{collection}";

    /// <summary>The path of one resource.</summary>
    internal static string PathOf(ResourceName name) => $"{PathOf(name.Account, name.Collection)}/{Uri.EscapeDataString(name.Id)}";

    /// <summary>A query of those that have a value; empty without any.</summary>
    internal static string Query(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        string query = "";
        foreach ((string name, string? value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
                query += $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }
        return query;
    }
}
