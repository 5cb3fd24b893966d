using Edge.Drivers;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Control;

/// <summary><c>/livez</c> and <c>/readyz</c>, on every listener.</summary>
/// <param name="isReady">Whether there is something to serve: a whole set was applied.</param>
/// <param name="isOnLastKnown">Whether that is of the last run.</param>
internal sealed class HealthEndpoints(Func<bool> isReady, Func<bool> isOnLastKnown)
{
    private const string Text = "text/plain; charset=utf-8";
    private static readonly byte[] Alive = "ok\n"u8.ToArray();
    private static readonly byte[] Ready = "ready\n"u8.ToArray();
    private static readonly byte[] OnLastKnown = "ready, with the last known good set\n"u8.ToArray();
    private static readonly byte[] Waiting = "waiting for the store\n"u8.ToArray();
    private static readonly byte[] Draining = "draining\n"u8.ToArray();
    private volatile bool _draining;

    /// <summary>Whether the process is about to stop.</summary>
    internal bool IsDraining => _draining;

    /// <summary>From now on <c>/readyz</c> says no, so that load balancers look elsewhere.</summary>
    internal void Drain() => _draining = true;

    /// <summary>The answer, when <paramref name="path"/> asks for health; else null.</summary>
    internal Task? TryServe(IFeatureCollection features, string path) => path switch
    {
        "/livez" => Answers.WriteAsync(features, 200, Text, Alive),
        "/readyz" when _draining => Answers.WriteAsync(features, 503, Text, Draining),
        "/readyz" when !isReady() => Answers.WriteAsync(features, 503, Text, Waiting),
        "/readyz" => Answers.WriteAsync(features, 200, Text, isOnLastKnown() ? OnLastKnown : Ready),
        _ => null,
    };
}
