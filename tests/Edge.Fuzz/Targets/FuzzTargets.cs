using Edge.Fuzz.Engine;

namespace Edge.Fuzz.Targets;

/// <summary>Everything that can be fuzzed.</summary>
internal static class FuzzTargets
{
    internal static IReadOnlyList<FuzzTargetKind> All { get; } =
    [
        new(ScannerTarget.Title, () => new ScannerTarget()),
        new(RequestHeadTarget.Title, () => new RequestHeadTarget()),
        new(ChunkedTarget.Title, () => new ChunkedTarget()),
        new(ResponseTarget.Title, () => new ResponseTarget()),
        new(EventsTarget.Title, () => new EventsTarget()),
        new(UsageTarget.Title, () => new UsageTarget()),
        new(ConfigTarget.Title, () => new ConfigTarget()),
        new(DnsTarget.Title, () => new DnsTarget()),
#if !OFFICIAL_PACKAGES
        new(NatsTarget.Title, () => new NatsTarget()),
#endif
    ];
}
