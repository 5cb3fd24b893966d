using Edge.Control;
using Edge.Control.Api;
using Edge.Drivers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Hosting;

/// <summary>
/// Kestrel's way in: gives each request to what its listener serves. Below ASP.NET's own pipeline, which would cost a
/// context, a scope and an activity per request.
/// </summary>
internal sealed class EdgeApplication(DataPlane data, ControlPlane control, ControlApi? publicApi, HealthEndpoints health) : IHttpApplication<IFeatureCollection>
{
    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(IFeatureCollection context)
    {
        IHttpRequestFeature request = context.GetRequiredFeature<IHttpRequestFeature>();
        string id = RequestIds.Of(request.Headers[RequestIds.Field]);
        context.GetRequiredFeature<IHttpResponseFeature>().Headers[RequestIds.Field] = id;
        // Callers of HTTP/2 are told by GOAWAY, once listeners close.
        if (health.IsDraining && request.Protocol is "HTTP/1.1" or "HTTP/1.0")
            context.GetRequiredFeature<IHttpResponseFeature>().Headers.Connection = "close";
        string path = request.Path;
        if (health.TryServe(context, path) is { } answer)
            return answer;
        ListenerRole role = context.Get<ListenerRole>() ?? ListenerRole.Data;
        if (role == ListenerRole.Data && publicApi is not null && ControlApi.Owns(path))
            return publicApi.ServeAsync(context, path, isPublic: true);
        if (role == ListenerRole.Data)
            return data.ServeAsync(context, id);
        return control.ServeAsync(context, path, id, metricsOnly: role == ListenerRole.Metrics);
    }
}
