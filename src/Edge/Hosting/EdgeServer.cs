using System.Net;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Control;
using Edge.Drivers;
using Edge.Forwarding;
using Edge.Telemetry;
using Edge.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>A running Edge: listeners, routing state and heartbeat, put together here and nowhere else.</summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly WebApplication _data;
    private readonly WebApplication _control;
    private readonly Listeners _listeners;
    private readonly SnapshotCompiler _compiler;
    private readonly SnapshotSource _snapshots;
    private readonly ReplicaDirectory _replicas;
    private readonly PumpPool _pumps;
    private readonly HealthEndpoints _health = new();
    private readonly EdgeMetrics _metrics;
    private readonly PrometheusText _prometheus;
    private readonly Heartbeat _heartbeat;
    private readonly Lock _applying = new();
    private readonly ListenConfig _listen;
    private EdgeConfig _config;

    private EdgeServer(EdgeConfig config, ILoggerFactory loggers, TimeProvider time)
    {
        (_listen, _time, _log) = (config.Listen, time, loggers.CreateLogger("Edge"));
        _config = config = Guard(config);
        var clock = new CoarseClock();
        var counters = new RequestCounters();
        _replicas = new ReplicaDirectory(new Connector(time), clock);
        _compiler = new SnapshotCompiler(_replicas.Attach);
        _snapshots = new SnapshotSource(_compiler.Compile(config, time.GetUtcNow()));
        var services = new ForwardingServices(clock, BlockPool.Shared, new RetryBudget(clock), counters, config.Listen.MaxBodyBytes, config.Listen.ReplayBytes);
        _pumps = new PumpPool(services);
        _metrics = new EdgeMetrics(counters, _pumps, _replicas, _snapshots, Reloads);
        _prometheus = new PrometheusText(_metrics.Meter);

        CertificateSource? certificates = config.Listen.Tls is { } tls ? new CertificateSource(tls, _log) : null;
        _listeners = new Listeners(config.Listen, certificates);
        _data = BuildKestrel(_listeners.ConfigureData, loggers);
        _control = BuildKestrel(_listeners.ConfigureControl, loggers);
        var data = new DataPlane(_snapshots, _pumps, new ForwardedFields(config.Listen.TrustedProxies), new Cors(config.Listen.CorsOrigins), counters);
        Application = new EdgeApplication(data, new ControlPlane(_prometheus, config.Listen.Metrics is not null), _health);
        _heartbeat = new Heartbeat(clock, time, _log, _pumps.Sweep, () =>
        {
            _replicas.Sweep();
            certificates?.Refresh();
        });
    }

    /// <summary>How often the configuration changed.</summary>
    internal ReloadCounters Reloads { get; } = new();

    /// <summary>Where callers reach this server, the cleartext HTTP/1.1 listener first.</summary>
    internal IEnumerable<(string Scheme, IPEndPoint Address)> DataAddresses =>
        _listeners.Bound.Where(l => l.Role == ListenerRole.Data).Select(l => (l.Scheme, l.Address));

    /// <summary>Where operators reach it.</summary>
    internal IPEndPoint ControlAddress => _listeners.Bound.First(l => l.Role == ListenerRole.Control).Address;

    /// <summary>Where metrics are alone; null when they are with the rest of what operators reach.</summary>
    internal IPEndPoint? MetricsAddress => _listeners.Bound.Where(l => l.Role == ListenerRole.Metrics).Select(l => l.Address).FirstOrDefault();

    /// <summary>Requests at work now.</summary>
    internal int ActiveRequests => _pumps.Busy;

    /// <summary>The live replicas.</summary>
    internal ReplicaDirectory Replicas => _replicas;

    private EdgeApplication Application { get; }

    /// <summary>
    /// Starts serving <paramref name="config"/>, which must be valid. Throws IOException when an address can't be had, and
    /// what reading the certificate throws.
    /// </summary>
    internal static async Task<EdgeServer> StartAsync(EdgeConfig config, ILoggerFactory loggers, TimeProvider time, CancellationToken cancel)
    {
        var server = new EdgeServer(config, loggers, time);
        try
        {
            await ServerOf(server._data).StartAsync(server.Application, cancel).ConfigureAwait(false);
            await ServerOf(server._control).StartAsync(server.Application, cancel).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        foreach ((ListenerRole role, string scheme, IPEndPoint address) in server._listeners.Bound)
            HostingLog.Listening(server._log, role.Name, $"{scheme}://{address}");
        server.Report(config, server._snapshots.Current);
        return server;
    }

    /// <summary>
    /// Makes <paramref name="config"/>, which must be valid, current for the requests that begin from now on; running ones
    /// notice nothing. From any thread.
    /// </summary>
    internal void Apply(EdgeConfig config)
    {
        lock (_applying)
        {
            config = Guard(config);
            RoutingSnapshot snapshot = _compiler.Compile(config, _time.GetUtcNow());
            _snapshots.Publish(snapshot);
            _replicas.Prune(snapshot, _compiler.TakeDeparted());
            Reloads.Apply();
            if (!SameListen.Equal(_listen, config.Listen))
                HostingLog.NeedsRestart(_log);
            _config = config;
            Report(config, snapshot);
        }
    }

    /// <summary><see cref="Apply"/> for a watcher, which a mistake of ours must not end: it is logged and counted as a refusal.</summary>
    internal void TryApply(EdgeConfig config)
    {
        try
        {
            Apply(config);
        }
        catch (Exception e)
        {
            Reloads.Reject();
            HostingLog.ApplyFailed(_log, e);
        }
    }

    /// <summary>A configuration was refused: says so, and goes on with the last good one.</summary>
    internal void Refuse(string file, IEnumerable<ConfigError> errors)
    {
        Reloads.Reject();
        foreach (ConfigError error in errors)
            HostingLog.Refused(_log, file, error.ToString());
    }

    /// <summary>
    /// Takes no new requests and lets running ones finish, until the drain time is over or <paramref name="abort"/> is
    /// cancelled; then cuts the rest. Operators are served to the end, so that they can watch it.
    /// </summary>
    internal async Task StopAsync(CancellationToken abort)
    {
        _health.Drain();
        HostingLog.Draining(_log, _pumps.Busy, _config.Listen.Drain.TotalSeconds);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(abort);
        deadline.CancelAfter(_config.Listen.Drain);
        await ServerOf(_data).StopAsync(deadline.Token).ConfigureAwait(false);
        await ServerOf(_control).StopAsync(deadline.Token).ConfigureAwait(false);
        HostingLog.Stopped(_log);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync().ConfigureAwait(false);
        await _control.DisposeAsync().ConfigureAwait(false);
        await _heartbeat.DisposeAsync().ConfigureAwait(false);
        _replicas.Retire();
        _prometheus.Dispose();
        _metrics.Dispose();
    }

    /// <summary>Through dependency injection, not by hand: a hand-made KestrelServer allocates 1 KB a request (measured).</summary>
    private static WebApplication BuildKestrel(Action<KestrelServerOptions> configure, ILoggerFactory loggers)
    {
        KestrelSwitches.Set();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(configure);
        builder.WebHost.UseSockets(sockets => sockets.NoDelay = true);
        return builder.Build();
    }

    /// <summary>
    /// Callers without a key come in unasked on loopback alone, and what counts is where this server listens: its configuration
    /// may meanwhile say something else, and the command line may have said so from the start.
    /// </summary>
    private EdgeConfig Guard(EdgeConfig config)
    {
        IPEndPoint?[] callers = [_listen.Data, _listen.H2c, _listen.Tls?.Address];
        if (!config.IsAnonymousImplied || config.Anonymous is null || callers.All(a => a is null || IPAddress.IsLoopback(a.Address)))
            return config;
        HostingLog.NobodyMayCall(_log);
        return config with { Anonymous = null };
    }

    private static IServer ServerOf(WebApplication kestrel) => kestrel.Services.GetRequiredService<IServer>();

    private void Report(EdgeConfig config, RoutingSnapshot snapshot) =>
        HostingLog.Applied(_log, snapshot.Version, config.Deployments.Length, config.Routers.Length, config.Keys.Length);
}
