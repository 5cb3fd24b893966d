using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads <c>health</c> and <c>engineMetrics</c> of a deployment.</summary>
internal static class HealthReader
{
    /// <summary>Below it the ordinary spread between replicas would eject some.</summary>
    private const double LeastOutlier = 1.5;

    /// <summary>Asking more often than this is load, not health.</summary>
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads <c>health</c>.</summary>
    internal static HealthConfig Read(ReadContext context, DocumentNode node)
    {
        var defaults = new HealthConfig();
        if (ObjectReader.Open(context, node, FieldNames.Health) is not { } section)
            return defaults;
        return new HealthConfig
        {
            EjectAfter = section.Get("ejectAfter", defaults.EjectAfter, IntegerValue.Between(0, 1_000_000)),
            EjectTime = section.Get("ejectTime", defaults.EjectTime, DurationValue.Read),
            MaxEjectedPercent = section.Get("maxEjectedPercent", defaults.MaxEjectedPercent, IntegerValue.Between(0, 100)),
            LatencyOutlier = section.Get("latencyOutlier", defaults.LatencyOutlier, Outlier),
            Probe = section.GetOrNull("probe", defaults.Probe, ReadProbe),
        };
    }

    /// <summary>Reads <c>engineMetrics</c>; null after an error.</summary>
    internal static EngineMetricsConfig? ReadEngineMetrics(ReadContext context, DocumentNode node)
    {
        EngineMetricsConfig defaults = EngineMetricsConfig.Default;
        if (ObjectReader.Open(context, node, FieldNames.EngineMetrics) is not { } section)
            return null;
        return new EngineMetricsConfig(
            section.Get("path", defaults.Path, UrlPathValue.Read) ?? defaults.Path, section.Get("interval", defaults.Interval, Interval));
    }

    private static ProbeConfig? ReadProbe(ReadContext context, DocumentNode node)
    {
        ProbeConfig defaults = ProbeConfig.Default;
        if (ObjectReader.Open(context, node, FieldNames.Probe) is not { } section)
            return null;
        return new ProbeConfig(
            section.Get("path", defaults.Path, UrlPathValue.Read) ?? defaults.Path,
            section.Get("interval", defaults.Interval, Interval),
            section.Get("timeout", defaults.Timeout, DurationValue.Read),
            section.Get("unhealthyAfter", defaults.UnhealthyAfter, IntegerValue.Between(1, 1000)),
            section.Get("healthyAfter", defaults.HealthyAfter, IntegerValue.Between(1, 1000)));
    }

    private static TimeSpan Interval(ReadContext context, DocumentNode node)
    {
        TimeSpan interval = DurationValue.Read(context, node);
        if (interval > TimeSpan.Zero && interval < LeastInterval)
            context.Error(node, $"{node.Label} is too short", "Write at least \"100ms\".");
        return interval;
    }

    private static double Outlier(ReadContext context, DocumentNode node)
    {
        if (AmountValue.Read(context, node) is not { } times)
            return 0;
        if (times is > 0 and < LeastOutlier)
            context.Error(node, $"{node.Label} is out of range", "Write 0 for none, or a number from 1.5 on, such as 3.");
        return times;
    }
}
