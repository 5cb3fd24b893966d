using System.Diagnostics;
using ConfigSync.Resources;
using Edge.Telemetry.Exposition;
using Edge.Telemetry.Otlp;
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
/// Sends traces and metrics of one server by OTLP: traces with OpenTelemetry's own exporter, whose queues and batches they are, and metrics as the series
/// that <c>/metrics</c> has already. OpenTelemetry's <c>OTEL_…</c> variables hold for both. What the receiver does not take in time is dropped.
/// </summary>
internal sealed class OtlpExport : IAsyncDisposable
{
    /// <summary>What spans come from; the name of the meter too.</summary>
    private const string Name = "Edge";

    /// <summary>Receivers answer with next to nothing.</summary>
    private const int MostAnswer = 64 * 1024;

    /// <summary>OpenTelemetry's, in milliseconds.</summary>
    private const int DefaultInterval = 60_000;

    private static readonly string Version = typeof(OtlpExport).Assembly.GetName().Version!.ToString(3);
    private readonly OtlpTroubles _troubles;
    private readonly ActivitySource? _source;
    private readonly TracerProvider? _traces;
    private readonly MetricsExport? _metrics;

    /// <summary>Starts to send what <paramref name="config"/> asks for; the metrics are those of <paramref name="exposition"/>.</summary>
    internal OtlpExport(OtlpConfig config, MetricsExposition exposition, TimeProvider time, ILogger log)
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
            _metrics = Metrics(config, exposition, time, _troubles.Say);
    }

    /// <summary>Makes spans of records; null where none are sent.</summary>
    internal IRecordSink? Sink { get; }

    /// <summary>What begins the trace of each request under <paramref name="config"/>; null where none are made.</summary>
    internal static HeadSampling? Tracing(OtlpConfig? config) => config is { Traces: true } ? new HeadSampling(config.Sampling) : null;

    /// <summary>Sends what there is, for 5 s at most each, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        // Both wait for the same receiver, and the traces' exporter blocks.
        Task traces = Task.Run(() => _traces?.Dispose());
        if (_metrics is not null)
            await _metrics.DisposeAsync().ConfigureAwait(false);
        await traces.ConfigureAwait(false);
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

    private static MetricsExport Metrics(OtlpConfig config, MetricsExposition exposition, TimeProvider time, Action<string> onFailure)
    {
        // Both read OTEL_….
        var options = new OtlpExporterOptions();
        var pace = new PeriodicExportingMetricReaderOptions();
        Configure(options, config, "v1/metrics");
        ResourceBuilder resource = ResourceBuilder.CreateDefault();
        Describe(resource, config);
        var temporality = Temporalities.Of(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"));
        var message = new MetricsMessage([.. resource.Build().Attributes.Select(one => new KeyValuePair<string, object?>(one.Key, one.Value))], time.GetUtcNow(), temporality, time);
        var receiver = new MetricsReceiver(options.HttpClientFactory(), options.Endpoint, config.Protocol == OtlpProtocol.Grpc);
        int interval = pace.ExportIntervalMilliseconds is > 0 and var set ? set : DefaultInterval;
        return new MetricsExport(exposition, message, receiver, TimeSpan.FromMilliseconds(interval), time, onFailure);
    }

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
        var client = new HttpClient(handler) { Timeout = TimeSpan.FromMilliseconds(timeout), MaxResponseContentBufferSize = MostAnswer };
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
