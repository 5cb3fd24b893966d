using System.Collections.Immutable;
using System.Net;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads the document as a whole: each section, then what spans them.</summary>
internal static class DocumentReader
{
    /// <summary>The configuration; whole only if <paramref name="context"/> has no error afterwards.</summary>
    internal static EdgeConfig Read(ReadContext context, DocumentNode root)
    {
        if (ObjectReader.Open(context, root, FieldNames.Document) is not { } document)
            return new EdgeConfig();
        document.Get("$schema", null, TextValue.Read);
        ListenConfig listen = ListenReader.Read(context, document["listen"], out ImmutableArray<Listener> listeners);

        var catalog = new Catalog(context, hasStore: document["store"] is not null);
        ImmutableArray<DeploymentConfig> deployments = ListValue.Read(context, document["deployments"], (c, node) => DeploymentReader.Read(c, catalog, node));
        ImmutableArray<RouterReader> routers = ListValue.Read(context, document["routers"], (c, node) => RouterReader.Declare(c, catalog, node));
        return new EdgeConfig
        {
            Listen = listen,
            Telemetry = document.Get("telemetry", new TelemetryConfig(), TelemetryReader.Read),
            Store = document.Get("store", null, StoreReader.Read),
            Deployments = deployments,
            Routers = [.. routers.Select(router => router.Read(context, catalog))],
            Keys = KeysReader.Read(context, document["keys"]),
            Anonymous = Anonymous(context, document, listeners),
            IsAnonymousImplied = document["anonymous"] is null,
        };
    }

    /// <summary>
    /// Who callers without a key act for. On loopback alone, a file that says nothing of callers lets them in; an address that
    /// others can reach needs a decision.
    /// </summary>
    private static string? Anonymous(ReadContext context, ObjectReader document, ImmutableArray<Listener> listeners)
    {
        Listener? open = listeners.FirstOrDefault(l => l.ForCallers && l.Node is not null && !IPAddress.IsLoopback(l.Address.Address));
        if (document["anonymous"] is { } node)
        {
            if (open is not null)
                context.Warn(node, $"whoever reaches '{open.Name}' ({open.Address}) may call without a key", "Use 'keys' unless the network is trusted.");
            return IdValue.ReadAccount(context, node);
        }
        if (document["keys"] is not (null or { Kind: DocumentKind.Array, Children.Count: 0 }))
            return null;
        // Keys may come from the store.
        if (open is not null && document["store"] is not null)
            return null;
        if (open is not null)
        {
            const string Fix = "Add keys, or \"anonymous\": \"default\" to let everybody in, or listen on 127.0.0.1.";
            context.Error(open.Node!, $"'{open.Name}' can be reached from outside, but nobody may call: there are neither 'keys' nor 'anonymous'", Fix);
        }
        return ListenConfig.DefaultAccount;
    }
}
