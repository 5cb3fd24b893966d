using System.Diagnostics;
using System.Globalization;

namespace Edge.Tests.Telemetry.Tracing;

/// <summary>Keeps what a source of its own makes, as an exporter would see it.</summary>
internal sealed class SpanList : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;

    internal SpanList()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, Source),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    internal ActivitySource Source { get; } = new("Edge");

    internal IReadOnlyList<Activity> Spans => _spans;

    /// <summary>What a span says of itself, in the order it was said.</summary>
    internal static string[] Tags(Activity span) => [.. span.TagObjects.Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}"))];

    /// <summary>Its events: milliseconds behind <paramref name="began"/>, name, and what they say.</summary>
    internal static string[] Events(Activity span, DateTimeOffset began) =>
        [.. span.Events.Select(e => string.Create(CultureInfo.InvariantCulture, $"{(e.Timestamp - began).TotalMilliseconds} {e.Name}{string.Concat(e.Tags.Select(tag => $" {tag.Key}={tag.Value}"))}"))];

    public void Dispose()
    {
        _listener.Dispose();
        Source.Dispose();
    }
}
