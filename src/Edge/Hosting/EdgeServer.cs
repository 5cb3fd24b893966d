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
    private readonly Listeners _listeners;
    private readonly SnapshotCompiler _compiler;
    private readonly SnapshotSource _snapshots;
    private readonly ReplicaDirectory _replicas;
    private readonly PumpPool _pumps;
    private readonly PipeDriver? _pipes;
    private readonly LoopDriver? _loops;
    private readonly Handover _handover;
    private readonly HealthEndpoints _health = new();
    private readonly EdgeMetrics _metrics;
    private readonly PrometheusText _prometheus;
    private readonly Heartbeat _heartbeat;
    private readonly Lock _applying = new();
    private readonly ListenConfig _listen;
    private WebApplication? _data;
    private WebApplication? _control;
    private EdgeConfig _config;

    private EdgeServer(EdgeConfig config, ILoggerFactory loggers, TimeProvider time)
    {
        (_listen, _time, _log) = (config.Listen, time, loggers.CreateLogger("Edge"));
        _config = config = Guard(config);
        var clock = new CoarseClock();
        var counters = new RequestCounters();
        var names = new NameCache(static name => Dns.GetHostAddressesAsync(name), time);
        _replicas = new ReplicaDirectory(new Connector(names, time), clock);
        _compiler = new SnapshotCompiler(_replicas.Attach);
        _snapshots = new SnapshotSource(_compiler.Compile(config, time.GetUtcNow()));
        var services = new ForwardingServices(clock, BlockPool.Shared, new RetryBudget(clock), counters, config.Listen.MaxBodyBytes, config.Listen.ReplayBytes);
        _pumps = new PumpPool(services);

        CertificateSource? certificates = config.Listen.Tls is { } tls ? new CertificateSource(tls, _log) : null;
        bool onLoops = config.Listen.Data is not null && LoopSetup.Runs(config.Listen.Driver);
        var forwarded = new ForwardedFields(config.Listen.TrustedProxies);
        _pipes = PipeSetup.Runs(config.Listen.Driver) ? PipeSetup.Create(config.Listen, services, _snapshots, forwarded, time) : null;
        _listeners = new Listeners(config.Listen, certificates, onLoops, _pipes);
        var data = new DataPlane(_snapshots, _pumps, forwarded, new Cors(config.Listen.CorsOrigins), counters);
        _handover = new Handover(certificates is not null);
        if (onLoops)
            _loops = LoopSetup.Create(config.Listen, services, _snapshots, forwarded, names, _handover, time, _log);
        _metrics = new EdgeMetrics(counters, () => ActiveRequests, _loops, _replicas, _snapshots, Reloads);
        _prometheus = new PrometheusText(_metrics.Meter);
        Application = new EdgeApplication(data, new ControlPlane(_prometheus, config.Listen.Metrics is not null), _health);
        _heartbeat = new Heartbeat(clock, time, _log, Sweep, () =>
        {
            _replicas.Sweep();
            certificates?.Refresh();
        });
    }

    /// <summary>How often the configuration changed.</summary>
    internal ReloadCounters Reloads { get; } = new();

    /// <summary>Where callers reach this server, the cleartext HTTP/1.1 listener first.</summary>
    internal IEnumerable<(string Scheme, IPEndPoint Address)> DataAddresses =>
        Bound.Where(l => l.Role == ListenerRole.Data).Select(l => (l.Scheme, l.Address));

    /// <summary>Where operators reach it.</summary>
    internal IPEndPoint ControlAddress => _listeners.Bound.First(l => l.Role == ListenerRole.Control).Address;

    /// <summary>Where metrics are alone; null when they are with the rest of what operators reach.</summary>
    internal IPEndPoint? MetricsAddress => _listeners.Bound.Where(l => l.Role == ListenerRole.Metrics).Select(l => l.Address).FirstOrDefault();

    /// <summary>Requests at work now.</summary>
    internal int ActiveRequests => _pumps.Busy + (_pipes?.Busy ?? 0) + (_loops?.Busy ?? 0);

    /// <summary>The live replicas.</summary>
    internal ReplicaDirectory Replicas => _replicas;

    private EdgeApplication Application { get; }

    private IEnumerable<(ListenerRole Role, string Scheme, IPEndPoint Address)> Bound =>
        _loops?.Address is { } address ? _listeners.Bound.Prepend((ListenerRole.Data, "http", address)) : _listeners.Bound;

    /// <summary>
    /// Starts serving <paramref name="config"/>, which must be valid. Throws IOException when an address can't be had, and
    /// what reading the certificate throws.
    /// </summary>
    internal static async Task<EdgeServer> StartAsync(EdgeConfig config, ILoggerFactory loggers, TimeProvider time, CancellationToken cancel)
    {
        var server = new EdgeServer(config, loggers, time);
        try
        {
            // The loops first: they serve callers while Kestrel is still being put together.
            server._loops?.Start(config.Listen.Data!, config.Listen.ReusePort);
            server._data = BuildKestrel(server._listeners.ConfigureData, loggers, InlineCompletions.Suit(config.Listen.Driver));
            await ServerOf(server._data).StartAsync(server.Application, cancel).ConfigureAwait(false);
            server._handover.Open(server._data.Services.GetRequiredService<HandoverListenerFactory>());
            server._control = BuildKestrel(server._listeners.ConfigureControl, loggers);
            await ServerOf(server._control).StartAsync(server.Application, cancel).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        foreach ((ListenerRole role, string scheme, IPEndPoint address) in server.Bound)
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

    /// <summary>One router is new or says something else: only what that touches is compiled anew. As <see cref="Apply"/> otherwise.</summary>
    internal void Put(RouterConfig router)
    {
        lock (_applying)
        {
            RoutingSnapshot snapshot = _compiler.Put(router, _time.GetUtcNow());
            _snapshots.Publish(snapshot);
            _replicas.Prune(snapshot, _compiler.TakeDeparted());
            Reloads.Apply();
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
        HostingLog.Draining(_log, ActiveRequests, _config.Listen.Drain.TotalSeconds);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(abort);
        deadline.CancelAfter(_config.Listen.Drain);
        _pipes?.Drain();
        // First the loops: what waits in their queues may yet be for Kestrel.
        Task loops = _loops is null ? Task.CompletedTask : _loops.DrainAsync(deadline.Token);
        await (_loops?.DoorsClosed ?? Task.CompletedTask).ConfigureAwait(false);
        await ServerOf(_data!).StopAsync(deadline.Token).ConfigureAwait(false);
        await loops.ConfigureAwait(false);
        _loops?.Dispose();
        await ServerOf(_control!).StopAsync(deadline.Token).ConfigureAwait(false);
        HostingLog.Stopped(_log);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _loops?.Dispose();
        if (_data is not null)
            await _data.DisposeAsync().ConfigureAwait(false);
        if (_control is not null)
            await _control.DisposeAsync().ConfigureAwait(false);
        _handover.Dispose();
        _heartbeat.Dispose();
        _replicas.Retire();
        _prometheus.Dispose();
        _metrics.Dispose();
    }

    /// <summary>Through dependency injection, not by hand: a hand-made KestrelServer allocates 1 KB a request (measured).</summary>
    private static WebApplication BuildKestrel(Action<KestrelServerOptions> configure, ILoggerFactory loggers, bool inline = false)
    {
        KestrelSwitches.Set();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(configure);
        builder.WebHost.UseSockets(sockets => (sockets.NoDelay, sockets.UnsafePreferInlineScheduling) = (true, inline));
        HandoverListenerFactory.AddTo(builder.Services);
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

    /// <summary>What has a deadline.</summary>
    private void Sweep()
    {
        _pumps.Sweep();
        _pipes?.Sweep();
    }

    private static IServer ServerOf(WebApplication kestrel) => kestrel.Services.GetRequiredService<IServer>();

    private void Report(EdgeConfig config, RoutingSnapshot snapshot) =>
        HostingLog.Applied(_log, snapshot.Version, config.Deployments.Length, config.Routers.Length, config.Keys.Length);
}
