using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads the <c>endpoints</c> of a deployment.</summary>
internal static class EndpointReader
{
    /// <summary>Most replicas behind one address: shares are drawn by it, and sums stay far from overflowing.</summary>
    internal const int MaxReplicas = 10_000;

    /// <summary>Reads one endpoint or several, each address once.</summary>
    internal static ImmutableArray<EndpointConfig> ReadSome(ReadContext context, DocumentNode node)
    {
        if (node is { Kind: DocumentKind.Array, Children.Count: 0 })
            context.Error(node, $"{node.Label} is empty", "Write at least one entry, such as { \"url\": \"http://127.0.0.1:8000\" }.");
        return Read(context, node);
    }

    /// <summary>Reads endpoints, each address once; there may be none.</summary>
    internal static ImmutableArray<EndpointConfig> Read(ReadContext context, DocumentNode node)
    {
        var seen = new Dictionary<Uri, DocumentNode>();
        ImmutableArray<EndpointConfig> endpoints = ListValue.Read(context, node, (c, item) =>
        {
            EndpointConfig? endpoint = ReadOne(c, item);
            if (endpoint is not null && !seen.TryAdd(endpoint.Url, item))
                c.Error(item, $"{item.Label} has the 'url' of line {c.Line(seen[endpoint.Url])} again", "Write it once, with 'replicas' for how many answer there.");
            return endpoint;
        });
        if (endpoints.Length > 0 && endpoints.All(endpoint => endpoint.Replicas == 0))
            context.Warn(node, "all endpoints have 0 replicas, so every call is answered with 503", "Raise 'replicas' where calls should go.");
        return endpoints;
    }

    private static EndpointConfig? ReadOne(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Endpoint) is not { } section)
            return null;
        Uri? url = section.Require("url", "\"http://127.0.0.1:8000\"", UrlValue.Read);
        int replicas = section.Get("replicas", 1, IntegerValue.Between(0, MaxReplicas));
        int? concurrency = section.GetOrNull<int?>("maxConcurrency", null, (c, n) => (int)IntegerValue.Read(c, n, 1, 1_000_000));
        return url is null ? null : new EndpointConfig(url, replicas, concurrency);
    }
}
