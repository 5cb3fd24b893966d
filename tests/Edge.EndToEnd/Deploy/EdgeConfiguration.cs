using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Tests.Shared;

namespace Edge.EndToEnd.Deploy;

/// <summary>What the files around an <c>edge.json</c> have to agree with.</summary>
/// <param name="document">The configuration.</param>
internal sealed class EdgeConfiguration(JsonNode document)
{
    /// <summary>The configuration in a file of the repository.</summary>
    internal static EdgeConfiguration Read(string path) => new(JsonNode.Parse(
        Repository.Read(path), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).ShouldNotBeNull());

    /// <summary>The port for callers.</summary>
    internal int Data => Port("data");

    /// <summary>The port for operators.</summary>
    internal int Control => Port("control");

    /// <summary>The port for Prometheus.</summary>
    internal int Metrics => Port("metrics");

    /// <summary>How long a stop takes at most.</summary>
    internal TimeSpan Stop => Duration(document.Text("listen/drainGrace")!) + Duration(document.Text("listen/drain")!);

    /// <summary>The servers of NATS; none where there is no store.</summary>
    internal string[] Servers => document.At("store/nats/servers").Strings();

    /// <summary>Where the replicas are.</summary>
    internal Uri[] Endpoints =>
        [.. document["deployments"].Objects().SelectMany(deployment => deployment["endpoints"].Objects()).Select(endpoint => new Uri(endpoint.Text("url")!))];

    /// <summary>The folder of the last known good set; null where there is no store.</summary>
    internal string? StateFolder => Path.GetDirectoryName(document.Text("store/lastKnownGood"));

    /// <summary>A duration such as <c>10s</c>.</summary>
    internal static TimeSpan Duration(string text) => TimeSpan.FromSeconds(int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture));

    private int Port(string listener)
    {
        IPEndPoint address = IPEndPoint.Parse(document.Text($"listen/{listener}")!);
        address.Address.ShouldBe(IPAddress.Any, "in a container nobody reaches loopback");
        return address.Port;
    }
}
