using System.Buffers;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Edge.Telemetry.Exposition;
using Edge.Telemetry.Otlp;

namespace Edge.Bench;

/// <summary>One scrape of 10 000 series, one message with them, and one measurement.</summary>
[MemoryDiagnoser]
[MinColumn]
public class ExpositionBench : IDisposable
{
    private const int Series = 10_000;

    // As many as a tenant has models, deployments and statuses.
    private const int Values = 100;

    private readonly KeyValuePair<string, object?>[][] _tags = [.. Enumerable.Range(0, Series).Select(i => new KeyValuePair<string, object?>[]
    {
        new("deployment", $"accounts/acme/deployments/llama-{i / Values}"), new("model", $"meta-llama/Llama-{i % Values}"), new("status", 200),
    })];

    private readonly ArrayBufferWriter<byte> _output = new(8 * 1024 * 1024);
    private Meter _meter = new("bench");
    private MetricsExposition? _exposition;
    private MetricsMessage? _message;
    private Counter<long>? _counter;
    private Histogram<double>? _histogram;
    private int _next;

    /// <summary>What the series belong to.</summary>
    public enum Instruments
    {
        /// <summary>A counter that is told.</summary>
        Counter,

        /// <summary>A gauge that is asked.</summary>
        ObservableGauge,

        /// <summary>A histogram of 14 buckets; it has a 17th of the series, so that lines are about as many.</summary>
        Histogram,
    }

    /// <summary>What the series belong to.</summary>
    [Params(Instruments.Counter, Instruments.ObservableGauge, Instruments.Histogram)]
    public Instruments Kind { get; set; }

    /// <summary>Measures each set of tags once, and scrapes once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Dispose();
        _meter = new Meter("bench");
        _exposition = new MetricsExposition(meter => meter == _meter, TimeProvider.System, new ExpositionLimits(2 * Series, Series));
        _counter = _meter.CreateCounter<long>("bench.counter", "{request}", "Requests.");
        _histogram = _meter.CreateHistogram("bench.histogram", "s", "Times.", null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10],
        });
        if (Kind == Instruments.ObservableGauge)
            _meter.CreateObservableGauge("bench.gauge", () => _tags.Select((tags, i) => new Measurement<double>(i / 4.0, tags)), "By", "Bytes.");
        for (int i = 0; i < Series; i++)
            Record();
        Scrape();
    }

    /// <summary>Everything for a receiver of OTLP.</summary>
    [Benchmark]
    public int Message() => (_message ??= new MetricsMessage([], DateTimeOffset.UnixEpoch, Temporality.Cumulative, TimeProvider.System)).Write(_exposition!).Length;

    /// <summary>Everything as OpenMetrics.</summary>
    [Benchmark]
    public int Scrape()
    {
        _output.ResetWrittenCount();
        _exposition!.Write(_output, ExpositionFormat.OpenMetrics);
        return _output.WrittenCount;
    }

    /// <summary>One measurement of a set that is known.</summary>
    [Benchmark]
    public void Record()
    {
        _next = _next + 1 < Series ? _next + 1 : 0;
        if (Kind == Instruments.Counter)
        {
            _counter!.Add(1, _tags[_next]);
        }
        else if (Kind == Instruments.Histogram)
        {
            using var scope = new ExemplarScope(new SpanIdentity(1, 2));
            _histogram!.Record(_next / 1000.0, _tags[_next / 17]);
        }
    }

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _exposition?.Dispose();
        _meter.Dispose();
        GC.SuppressFinalize(this);
    }
}
