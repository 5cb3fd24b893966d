using ConfigSync.Resources;

namespace Edge.Cli;

/// <summary>A configuration in one line.</summary>
internal static class ConfigSummary
{
    /// <summary>How much of what it has, and where it listens.</summary>
    internal static string Of(EdgeConfig config)
    {
        long replicas = config.Deployments.Sum(d => d.Endpoints.Sum(e => (long)e.Replicas));
        string callers = config.Anonymous is { } account ? $", callers without a key are '{account}'" : "";
        return $"good. {Count(config.Deployments.Length, "deployment")}, {Count(replicas, "replica")}, {Count(config.Routers.Length, "router")}, "
            + $"{Count(config.Keys.Length, "key")}{callers}{Store(config.Store)}; listens on {string.Join(", ", Listeners(config.Listen))}";
    }

    /// <summary><paramref name="count"/> of <paramref name="noun"/>, with its plural.</summary>
    internal static string Count(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Store(StoreConfig? store) => store switch
    {
        null => "",
        { Folder: { } folder } => $"; further resources in {folder}",
        _ => $"; further resources in bucket {store.Nats}",
    };

    private static IEnumerable<string> Listeners(ListenConfig listen)
    {
        if (listen.Data is not null)
            yield return $"{listen.Data} (data)";
        if (listen.H2c is not null)
            yield return $"{listen.H2c} (h2c)";
        if (listen.Tls is not null)
            yield return $"{listen.Tls.Address} (tls)";
        yield return $"{listen.Control} (control)";
        if (listen.Metrics is not null)
            yield return $"{listen.Metrics} (metrics)";
    }
}
