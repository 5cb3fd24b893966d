using System.Buffers;
using System.Text;
using Edge.Control.Api;
using Edge.Control.OpenApi;
using Edge.Drivers;
using Edge.Faults;
using Edge.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control;

/// <summary>What operators reach on the control listener, and Prometheus on the metrics one.</summary>
/// <param name="metrics">The figures.</param>
/// <param name="api">Routers, deployments and keys.</param>
/// <param name="metricsElsewhere">Whether <c>/metrics</c> has a listener of its own.</param>
internal sealed class ControlPlane(PrometheusText metrics, ControlApi api, bool metricsElsewhere)
{
    private readonly SelfDescription _description = new();

    /// <summary>Serves one request, known by its <paramref name="id"/>.</summary>
    internal Task ServeAsync(IFeatureCollection features, string path, string id, bool metricsOnly)
    {
        if (!metricsOnly && ControlApi.Owns(path))
            return api.ServeAsync(features, path, isPublic: false);
        if (!metricsOnly && _description.TryServe(features, path) is { } told)
            return told;
        var text = new ArrayBufferWriter<byte>(16 * 1024);
        if (path == "/metrics" && (metricsOnly || !metricsElsewhere))
        {
            metrics.Write(text);
            return Answers.WriteAsync(features, 200, PrometheusText.ContentType, text.WrittenMemory);
        }
        var fault = new Fault(FaultKind.UnknownPath, metricsOnly
            ? "Nothing lives here. This listener serves /livez, /readyz and /metrics."
            : "Nothing lives here. This listener serves /livez, /readyz, /metrics, /docs, /openapi.json and the control API below /v1/accounts/.");
        ErrorBody.Write(text, fault, ErrorDialect.OpenAI, Encoding.ASCII.GetBytes(id));
        return Answers.WriteAsync(features, 404, "application/json", text.WrittenMemory);
    }
}
