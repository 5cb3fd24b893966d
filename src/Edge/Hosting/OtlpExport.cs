using System.Diagnostics;
using System.Diagnostics.Metrics;
using ConfigSync.Resources;
using Edge.Telemetry.Records;
using Edge.Telemetry.Tracing;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Edge.Hosting;

/// <summary>
/// Sends traces and metrics of one server by OTLP, with OpenTelemetry's own exporter: queues, batches, intervals and their
/// <c>OTEL_…</c> variables are its. What the receiver does not take in time is dropped there.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    /// <summary>What spans come from; the name of the meter too.</summary>
    private const string Name = "Edge";

    private static readonly string Version = typeof(OtlpExport).Assembly.GetName().Version!.ToString(3);
    private readonly OtlpTroubles _troubles;
    private readonly ActivitySource? _source;
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    /// <summary>Starts to send what <paramref name="config"/> asks for; of the metrics those of <paramref name="meter"/>, and of the runtime.</summary>
    internal OtlpExport(OtlpConfig config, Meter meter, TimeProvider time, ILogger log)
    {
        _troubles = new OtlpTroubles(time, log);
        if (config.Traces)
        {
            _source = new ActivitySource(Name, Version);
            _traces = Traces(config, _source);
            var clock = new RecordClock(time);
            Sink = new TraceSink(new RequestSpans(_source, clock), clock, config.Slow);
        }
        if (config.Metrics)
            _metrics = Metrics(config, meter);
    }

    /// <summary>Makes spans of records; null where none are sent.</summary>
    internal IRecordSink? Sink { get; }

    /// <summary>What begins the trace of each request under <paramref name="config"/>; null where none are made.</summary>
    internal static HeadSampling? Tracing(OtlpConfig? config) => config is { Traces: true } ? new HeadSampling(config.Sampling) : null;

    /// <summary>Sends what there is, for 5 s at most each, and ends. Blocks.</summary>
    public void Dispose()
    {
        // Both wait for the same receiver.
        Parallel.Invoke(() => _traces?.Dispose(), () => _metrics?.Dispose());
        _source?.Dispose();
        _troubles.Dispose();
    }

    private static TracerProvider Traces(OtlpConfig config, ActivitySource source)
    {
        var options = new OtlpExporterOptions();
        Configure(options, config, "v1/traces");
        return Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => Describe(resource, config))
            .AddSource(source.Name)
            // What is kept was decided before there is a span.
            .SetSampler(new AlwaysOnSampler())
            .AddProcessor(new OwnSpans(source, new OtlpTraceExporter(options)))
            .Build();
    }

    private static MeterProvider Metrics(OtlpConfig config, Meter meter) => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => Describe(resource, config))
        .AddMeter(meter.Name, "System.Runtime")
        // Names are all that meters are found by, and several servers may run in one process.
        .AddView(instrument => instrument.Meter.Name == meter.Name && !ReferenceEquals(instrument.Meter, meter) ? MetricStreamConfiguration.Drop : null)
        .AddOtlpExporter(options => Configure(options, config, "v1/metrics"))
        .Build();

    private static void Describe(ResourceBuilder resource, OtlpConfig config) => resource.AddService(config.ServiceName, serviceVersion: Version);

    private static void Configure(OtlpExporterOptions options, OtlpConfig config, string path)
    {
        bool isGrpc = config.Protocol == OtlpProtocol.Grpc;
        options.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = isGrpc ? config.Endpoint : new Uri($"{config.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
        // Its own list of headers takes no value with a comma in it.
        options.Headers = null;
        options.HttpClientFactory = () => Client(config, options.TimeoutMilliseconds);
    }

    private static HttpClient Client(OtlpConfig config, int timeout)
    {
        // A redirection would take the headers, secrets among them, elsewhere.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null };
        var client = new HttpClient(handler) { Timeout = TimeSpan.FromMilliseconds(timeout) };
        foreach (OtlpHeader header in config.Headers)
            client.DefaultRequestHeaders.TryAddWithoutValidation(header.Name, header.Value);
        return client;
    }

    /// <summary>Sends spans of one source alone: those of other servers of the process have the same name.</summary>
    private sealed class OwnSpans(ActivitySource source, OtlpTraceExporter exporter) : BatchActivityExportProcessor(
        exporter, Defaults.MaxQueueSize, Defaults.ScheduledDelayMilliseconds, Defaults.ExporterTimeoutMilliseconds, Defaults.MaxExportBatchSize)
    {
        // Reads OTEL_BSP_….
        private static readonly BatchExportActivityProcessorOptions Defaults = new();

        /// <inheritdoc/>
        public override void OnEnd(Activity data)
        {
            if (ReferenceEquals(data.Source, source))
                base.OnEnd(data);
        }
    }
}
