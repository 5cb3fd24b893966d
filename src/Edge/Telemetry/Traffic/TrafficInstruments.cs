using System.Diagnostics.Metrics;
using Edge.Telemetry.Exposition;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Traffic;

/// <summary>The histograms that records are counted in. They are written straight into the series of a scrape, past the listener: that costs a tenth.</summary>
internal sealed class TrafficInstruments
{
    private readonly MetricsExposition _exposition;
    private readonly List<HistogramPoint> _waiting = [];

    /// <summary>Makes them on <paramref name="meter"/>.</summary>
    internal TrafficInstruments(Meter meter, MetricsExposition exposition)
    {
        _exposition = exposition;
        HttpDuration = Seconds(meter, Conventions.HttpServerDuration, Conventions.HttpSeconds, "How long requests took, from head to end.");
        OperationDuration = Seconds(meter, Conventions.OperationDuration, Conventions.OperationSeconds, "How long attempts took, from the pick of a replica to the end.");
        FirstChunk = Seconds(meter, Conventions.TimeToFirstChunk, Conventions.FirstSeconds, "How long event streams let wait for their first piece, from the pick of a replica.");
        PerChunk = Seconds(meter, Conventions.TimePerOutputChunk, [.. Records.GapCounts.Bounds], "How long the pieces of event streams let wait for each other.");
        FirstByte = Seconds(meter, "edge.request.time_to_first_byte", Conventions.FirstByteSeconds, "How long answers let wait for their first byte, from the request's head.");
        Overhead = Seconds(meter, "edge.request.overhead", Conventions.OverheadSeconds, "Time that requests spent in Edge before they had left whole, by phase. Intake and send hold the caller's upload, lease the wait in a queue.");
        QueueWait = Seconds(meter, "edge.queue.wait", Conventions.FirstSeconds, "How long requests waited for a connection, where none was free.");
        Tokens = Histogram(meter, Conventions.TokenUsage, "{token}", Conventions.Tokens, "Tokens of requests and their answers, as models told.");
    }

    internal Histogram<double> HttpDuration { get; }

    internal Histogram<double> OperationDuration { get; }

    internal Histogram<double> FirstChunk { get; }

    internal Histogram<double> PerChunk { get; }

    internal Histogram<double> FirstByte { get; }

    internal Histogram<double> Overhead { get; }

    internal Histogram<double> QueueWait { get; }

    internal Histogram<double> Tokens { get; }

    /// <summary>One series of <paramref name="instrument"/>. Tags without a value are left out.</summary>
    internal HistogramPoint Point(Histogram<double> instrument, params ReadOnlySpan<Tag> tags) => _exposition.Point(instrument, tags, _waiting);

    /// <summary>Lets readers see what was recorded so far.</summary>
    internal void Flush()
    {
        foreach (HistogramPoint point in _waiting)
            point.Flush();
        _waiting.Clear();
    }

    private Histogram<double> Seconds(Meter meter, string name, IReadOnlyList<double> bounds, string description) =>
        Histogram(meter, name, "s", bounds, description);

    private Histogram<double> Histogram(Meter meter, string name, string unit, IReadOnlyList<double> bounds, string description)
    {
        Histogram<double> instrument = meter.CreateHistogram(name, unit, description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
        _exposition.TakeOver(instrument);
        return instrument;
    }
}
