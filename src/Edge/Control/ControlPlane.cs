using System.Buffers;
using System.Text;
using Edge.Control.Api;
using Edge.Control.Console;
using Edge.Control.OpenApi;
using Edge.Drivers;
using Edge.Faults;
using Edge.Telemetry.Exposition;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control;

/// <summary>What operators reach on the control listener, and Prometheus on the metrics one.</summary>
/// <param name="metrics">The figures.</param>
/// <param name="api">Routers, deployments and keys.</param>
/// <param name="console">The page to watch it.</param>
/// <param name="metricsElsewhere">Whether <c>/metrics</c> has a listener of its own.</param>
internal sealed class ControlPlane(MetricsExposition metrics, ControlApi api, LiveConsole console, bool metricsElsewhere)
{
    private const int SmallestAnswer = 16 * 1024;

    private readonly SelfDescription _description = new();
    private int _lastMetrics;

    /// <summary>Serves one request, known by its <paramref name="id"/>.</summary>
    internal Task ServeAsync(IFeatureCollection features, string path, string id, bool metricsOnly)
    {
        if (!metricsOnly && ControlApi.Owns(path))
            return api.ServeAsync(features, path, isPublic: false);
        if (!metricsOnly && (_description.TryServe(features, path) ?? console.TryServe(features, path)) is { } told)
            return told;
        if (path == "/metrics" && (metricsOnly || !metricsElsewhere))
            return MetricsAsync(features);
        var text = new ArrayBufferWriter<byte>(SmallestAnswer);
        var fault = new Fault(FaultKind.UnknownPath, metricsOnly
            ? "Nothing lives here. This listener serves /livez, /readyz and /metrics."
            : "Nothing lives here. This listener serves /console, /livez, /readyz, /metrics, /docs, /openapi.json and the control API below /v1/accounts/.");
        ErrorBody.Write(text, fault, ErrorDialect.OpenAI, Encoding.ASCII.GetBytes(id));
        return Answers.WriteAsync(features, 404, "application/json", text.WrittenMemory);
    }

    private async Task MetricsAsync(IFeatureCollection features)
    {
        ExpositionFormat format = ContentNegotiation.Choose(features.GetRequiredFeature<IHttpRequestFeature>().Headers.Accept);
        features.GetRequiredFeature<IHttpResponseFeature>().Headers.Vary = "Accept";
        // About as much as the last time, so that it need not grow.
        var text = new ArrayBufferWriter<byte>(Math.Max(SmallestAnswer, _lastMetrics + (_lastMetrics / 8)));
        // On a thread of the pool: with the driver 'kestrel' this one may be the one that waits for sockets.
        await Task.Run(() => metrics.Write(text, format)).ConfigureAwait(false);
        _lastMetrics = text.WrittenCount;
        await Answers.WriteAsync(features, 200, ContentNegotiation.TypeOf(format), text.WrittenMemory).ConfigureAwait(false);
    }
}
