using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>
/// The two Kestrels: callers' (TLS, HTTP/2, what loops hand over, or everything) and operators'. Two, because one that stops
/// closes all its listeners at once, and a drain must be watched to its end.
/// </summary>
internal sealed class KestrelServers : IAsyncDisposable
{
    private readonly Listeners _listeners;
    private readonly WebApplication _data;
    private readonly WebApplication _control;

    private KestrelServers(Listeners listeners, ILoggerFactory loggers, bool inline)
    {
        _listeners = listeners;
        _data = Build(listeners.ConfigureData, loggers, inline);
        _control = Build(listeners.ConfigureControl, loggers, inline: false);
    }

    /// <summary>Where each listener really listens.</summary>
    internal IEnumerable<(ListenerRole Role, string Scheme, IPEndPoint Address)> Bound => _listeners.Bound;

    /// <summary>
    /// Starts both; what loops hand over arrives from here on. Throws IOException when an address can't be had.
    /// </summary>
    internal static async Task<KestrelServers> StartAsync(
        Listeners listeners, EdgeApplication application, Handover handover, ILoggerFactory loggers, bool inline, CancellationToken cancel)
    {
        var servers = new KestrelServers(listeners, loggers, inline);
        try
        {
            await ServerOf(servers._data).StartAsync(application, cancel).ConfigureAwait(false);
            handover.Open(servers._data.Services.GetRequiredService<HandoverListenerFactory>());
            await ServerOf(servers._control).StartAsync(application, cancel).ConfigureAwait(false);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets nobody in any more and waits for callers' requests until <paramref name="deadline"/>, then cuts them.</summary>
    internal Task StopDataAsync(CancellationToken deadline) => ServerOf(_data).StopAsync(deadline);

    /// <summary>The same for operators.</summary>
    internal Task StopControlAsync(CancellationToken deadline) => ServerOf(_control).StopAsync(deadline);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync().ConfigureAwait(false);
        await _control.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Through dependency injection, not by hand: a hand-made KestrelServer allocates 1 KB a request (measured).</summary>
    private static WebApplication Build(Action<KestrelServerOptions> configure, ILoggerFactory loggers, bool inline)
    {
        KestrelSwitches.Set();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(configure);
        builder.WebHost.UseSockets(sockets => (sockets.NoDelay, sockets.UnsafePreferInlineScheduling) = (true, inline));
        HandoverListenerFactory.AddTo(builder.Services);
        return builder.Build();
    }

    private static IServer ServerOf(WebApplication kestrel) => kestrel.Services.GetRequiredService<IServer>();
}
