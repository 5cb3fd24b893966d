using Edge.Control.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control.Console;

/// <summary>The console of this edge on the control listener: a page, and the events that it shows. Safe from any thread.</summary>
/// <param name="access">Who may look.</param>
/// <param name="live">What is looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveConsole(ControlAccess access, ILiveView live, TimeProvider time) : IDisposable
{
    /// <summary>Where the page is.</summary>
    internal const string PagePath = "/console";

    /// <summary>Where the events are.</summary>
    internal const string EventsPath = PagePath + "/events";

    private readonly ConsoleFiles _files = new();
    private readonly EventStream _events = new(access, live, time);

    /// <summary>The answer, when <paramref name="path"/> is of the console, or the root, which leads there; else null.</summary>
    internal Task? TryServe(IFeatureCollection features, string path) => path switch
    {
        "/" => Lead(features),
        EventsPath => _events.ServeAsync(features),
        _ => _files.TryServe(features, path),
    };

    /// <summary>Ends all streams of events: Edge stops, and must not wait for those who watch.</summary>
    internal void Close() => _events.Close();

    /// <inheritdoc/>
    public void Dispose() => _events.Dispose();

    private static Task Lead(IFeatureCollection features)
    {
        IHttpResponseFeature response = features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = StatusCodes.Status302Found;
        response.Headers.Location = PagePath;
        response.Headers.ContentLength = 0;
        return Task.CompletedTask;
    }
}
