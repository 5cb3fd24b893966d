using System.Globalization;
using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>One endpoint on the command line: <c>URL</c> or <c>URL=replicas</c>, such as <c>http://10.0.0.7:8000=2</c>.</summary>
internal static class EndpointFlag
{
    /// <summary>Reads one; null when it is none. What an address may be is up to the server.</summary>
    internal static JsonObject? Parse(string text)
    {
        int mark = text.LastIndexOf('=');
        string url = mark < 0 ? text : text[..mark];
        var endpoint = new JsonObject { ["url"] = url };
        if (mark >= 0)
        {
            if (!int.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int replicas))
                return null;
            endpoint["replicas"] = replicas;
        }
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? endpoint : null;
    }
}
