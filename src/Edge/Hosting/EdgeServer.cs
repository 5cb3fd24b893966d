using System.Collections.Immutable;
using System.Net;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Sync;
using Edge.Access;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Control;
using Edge.Control.Api;
using Edge.Control.Console;
using Edge.Discovery;
using Edge.Drivers;
using Edge.Forwarding;
using Edge.Telemetry;
using Edge.Telemetry.AccessLog;
using Edge.Telemetry.Exposition;
using Edge.Telemetry.Records;
using Edge.Telemetry.Traffic;
using Edge.Telemetry.Usage;
using Edge.Upstream;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>A running Edge: listeners, routing state and heartbeat, put together here and nowhere else.</summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    /// <summary>How long what callers are told at the end of a drain may take to reach them.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly ListenConfig _listen;
    private readonly StoreConfig? _store;
    private readonly StoreLink? _link;
    private readonly ReplicaDirectory _replicas;
    private readonly DiscoveryKeeper _discovery;
    private readonly ReplicaWatcher _watcher;
    private readonly TelemetryConfig _telemetry;
    private readonly AccessLogSink? _accessLog;
    private readonly RecordPump _records;
    private readonly UsageBook _usage;
    private readonly ForwardingServices _services;
    private readonly ForwardedFields _forwarded;
    private readonly CertificateSource? _certificates;
    private readonly LoopDriver? _loops;
    private readonly Handover _handover;
    private readonly PumpPool _pumps;
    private readonly Heartbeat _heartbeat;
    private readonly HealthEndpoints _health;
    private readonly ControlApi _control;
    private readonly LiveConsole _console;
    private long _published;
    private volatile PipeDriver? _pipes;
    private volatile Action? _onBeat;
    private EdgeMetrics? _metrics;
    private OtlpExport? _otlp;
    private MetricsExposition? _exposition;
    private KestrelServers? _kestrel;
    private EdgeConfig _config;

    private EdgeServer(EdgeConfig config, ILoggerFactory loggers, TimeProvider time)
    {
        (_listen, _time, _log, _published) = (config.Listen, time, loggers.CreateLogger("Edge"), time.GetTimestamp());
        _config = config = Guard(config);
        var clock = new CoarseClock();
        var names = new NameCache(static name => Dns.GetHostAddressesAsync(name), time);
        _replicas = new ReplicaDirectory(new Connector(names, time), clock);
        _discovery = new DiscoveryKeeper(new ServiceLookup(new DnsResolver(time)), (key, found) => Routing!.SetFound(key, found), _log, time);
        _watcher = new ReplicaWatcher(new ReplicaClient(new Connector(names, time)), _log, time);
        _store = config.Store;
        var place = new DocumentPlace(_store?.BaseDirectory ?? "/", Environment.GetEnvironmentVariable);
        byte[]? keySecret = SecretOfKeys();
        Routing = new RoutingState(config, place, _store?.LastKnownGood is not null, Attach, time, keySecret) { Published = Prune };
        _link = _store is null ? null : new StoreLink(_store, Routing, _replicas, _log, time);
        if (_link is not null && (_listen.PublicControl || !IPAddress.IsLoopback(_listen.Control.Address)))
            _link.Beside = new BootstrapKey(_link.Follower, Routing, BootstrapKey.FolderOf(_store!), keySecret, _log, time).RunAsync;
        _control = ControlSetup.Create(_listen, Routing, _link, place, keySecret, time);
        _health = new HealthEndpoints(() => _link is null || _link.Follower.IsReady, () => _link?.Follower.IsOnLastKnown == true);
        var memory = new MemoryGauge(_listen.MaxBufferedBytes > 0 ? _listen.MaxBufferedBytes : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
        _accessLog = AccessLogSetup.Open(config.Telemetry.AccessLog, time, _log);
        _telemetry = config.Telemetry;
        _usage = new UsageBook(time.GetUtcNow());
        _records = new RecordPump(mistake => HostingLog.TelemetryMistake(_log, mistake));
        var records = new RecordServices(_records.NewRing(manyWriters: true), time) { Tracing = OtlpExport.Tracing(config.Telemetry.Otlp) };
        _services = new ForwardingServices(
            clock, memory.Watch(BlockPool.Shared), new RetryBudget(clock), new RequestCounters(), records, _listen.MaxBodyBytes, _listen.ReplayBytes)
        { Memory = memory, TellsDetails = _telemetry.Details };
        _pumps = new PumpPool(_services);
        _certificates = config.Listen.Tls is { } tls ? new CertificateSource(tls, _log) : null;
        _forwarded = new ForwardedFields(config.Listen.TrustedProxies);
        _handover = new Handover(_certificates is not null);
        if (config.Listen.Data is not null && LoopSetup.Runs(config.Listen.Driver))
            _loops = LoopSetup.Create(config.Listen, _services, _records, Routing.Snapshots, _forwarded, names, _handover, time, _log);
        _console = ControlSetup.CreateConsole(_listen, Routing, View(), time);
        _heartbeat = new Heartbeat(clock, time, _log, Sweep, () =>
        {
            _replicas.Sweep();
            _certificates?.Refresh();
        });
    }

    /// <summary>Requests that are over, by where they went, for the console.</summary>
    internal TrafficBook Traffic { get; } = new();

    /// <summary>How often the configuration changed.</summary>
    internal ReloadCounters Reloads { get; } = new();

    /// <summary>Where callers reach this server, the cleartext HTTP/1.1 listener first.</summary>
    internal IEnumerable<(string Scheme, IPEndPoint Address)> DataAddresses =>
        Bound.Where(l => l.Role == ListenerRole.Data).Select(l => (l.Scheme, l.Address));

    /// <summary>Where operators reach it.</summary>
    internal IPEndPoint ControlAddress => Listening.First(l => l.Role == ListenerRole.Control).Address;

    /// <summary>Where metrics are alone; null when they are with the rest of what operators reach.</summary>
    internal IPEndPoint? MetricsAddress => Listening.Where(l => l.Role == ListenerRole.Metrics).Select(l => l.Address).FirstOrDefault();

    /// <summary>
    /// What else is to be done every 50 ms, in microseconds and without waiting: the heartbeat's is the one thread that an idle Edge
    /// wakes.
    /// </summary>
    internal Action? OnBeat { set => _onBeat = value; }

    /// <summary>Requests at work now.</summary>
    internal int ActiveRequests => _pumps.Busy + (_pipes?.Busy ?? 0) + (_loops?.Busy ?? 0);

    /// <summary>What is routed by.</summary>
    internal RoutingState Routing { get; }

    /// <summary>The live replicas.</summary>
    internal ReplicaDirectory Replicas => _replicas;

    private IEnumerable<(ListenerRole Role, string Scheme, IPEndPoint Address)> Bound =>
        _loops?.Address is { } address ? Listening.Prepend((ListenerRole.Data, "http", address)) : Listening;

    private IEnumerable<(ListenerRole Role, string Scheme, IPEndPoint Address)> Listening => _kestrel?.Bound ?? [];

    /// <summary>
    /// Starts serving <paramref name="config"/>, which must be valid. Throws IOException when an address can't be had, and
    /// what reading the certificate throws.
    /// </summary>
    internal static async Task<EdgeServer> StartAsync(EdgeConfig config, ILoggerFactory loggers, TimeProvider time, CancellationToken cancel)
    {
        var server = new EdgeServer(config, loggers, time);
        try
        {
            // The loops first: they serve callers while logging, metrics and Kestrel are still being put together.
            server._loops?.Start(config.Listen.Data!, config.Listen.ReusePort);
            server._link?.Start();
            await server.StartKestrelAsync(loggers, cancel).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        foreach ((ListenerRole role, string scheme, IPEndPoint address) in server.Bound)
            HostingLog.Listening(server._log, role.Name, $"{scheme}://{address}");
        server.Report(config, server.Routing.Snapshots.Current);
        return server;
    }

    /// <summary>Waits until a whole set was applied, or <paramref name="cancel"/>.</summary>
    internal async Task ReadyAsync(CancellationToken cancel)
    {
        while (_link is { Follower.IsReady: false } && !cancel.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(10), _time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Makes <paramref name="config"/>, which must be valid, current for the requests that begin from now on; running ones
    /// notice nothing. From any thread.
    /// </summary>
    internal void Apply(EdgeConfig config)
    {
        config = Guard(config);
        RoutingSnapshot snapshot = Routing.Apply(config);
        Reloads.Apply();
        if (!SameListen.Equal(_listen, config.Listen) || !SameStore.Equal(_store, config.Store) || _telemetry != config.Telemetry)
            HostingLog.NeedsRestart(_log);
        _config = config;
        Report(config, snapshot);
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
    /// Serves on for the grace, while <c>/readyz</c> says no; then takes no new requests and lets running ones finish, until the drain time is over: what
    /// runs then is told, and ends. <paramref name="abort"/> cuts everything at once. Operators are served to the end, so that they can watch it.
    /// </summary>
    internal async Task StopAsync(CancellationToken abort)
    {
        _health.Drain();
        ListenConfig listen = _config.Listen;
        HostingLog.Draining(_log, ActiveRequests, listen.Drain.TotalSeconds);
        _pipes?.Drain();
        _loops?.Announce();
        if (listen.DrainGrace > TimeSpan.Zero)
            await Task.Delay(listen.DrainGrace, _time, abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var told = over.Token.UnsafeRegister(static server => ((EdgeServer)server!).EndRequests(), this);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(abort);
        over.CancelAfter(listen.Drain);
        cut.CancelAfter(listen.Drain + LastWords);
        // First the loops: what waits in their queues may yet be for Kestrel.
        Task loops = _loops is null ? Task.CompletedTask : _loops.DrainAsync(cut.Token);
        await (_loops?.DoorsClosed ?? Task.CompletedTask).ConfigureAwait(false);
        await _kestrel!.StopDataAsync(cut.Token).ConfigureAwait(false);
        await loops.ConfigureAwait(false);
        _loops?.Dispose();
        _console.Close();
        await _kestrel.StopControlAsync(cut.Token).ConfigureAwait(false);
        if (_link is not null)
            await _link.DisposeAsync().ConfigureAwait(false);
        HostingLog.Stopped(_log);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _console.Close();
        _loops?.Dispose();
        if (_kestrel is not null)
            await _kestrel.DisposeAsync().ConfigureAwait(false);
        if (_link is not null)
            await _link.DisposeAsync().ConfigureAwait(false);
        _handover.Dispose();
        _discovery.Dispose();
        _watcher.Dispose();
        _heartbeat.Dispose();
        _replicas.Retire();
        _records.Dispose();
        _accessLog?.Dispose();
        // Behind the records, of which it has the last spans yet to send; it waits for the receiver.
        if (_otlp is not null)
            await _otlp.DisposeAsync().ConfigureAwait(false);
        _exposition?.Dispose();
        _metrics?.Dispose();
        _console.Dispose();
    }

    /// <summary>The time for running requests is over: callers of streams get an error event, others an error or an abort.</summary>
    private void EndRequests()
    {
        _services.Stop.Give();
        _loops?.Wake();
        _pipes?.Wake();
        _pumps.Wake();
    }

    private async Task StartKestrelAsync(ILoggerFactory loggers, CancellationToken cancel)
    {
        if (PipeSetup.Runs(_listen.Driver))
            _pipes = PipeSetup.Create(_listen, _services, Routing.Snapshots, _forwarded, _time);
        _metrics = new EdgeMetrics(_services.Counters, _services.Memory, () => ActiveRequests, _loops, _replicas, Routing, Reloads, _link);
        _exposition = new MetricsExposition(_metrics.Includes, _time, new ExpositionLimits());
        _metrics.Watch(_records, _accessLog);
        var state = new StateMetrics(_metrics.Meter, _listen.Driver, _services.Budget, _replicas, () => _time.GetElapsedTime(Volatile.Read(ref _published)));
        Routing.Applied = state.Applied;
        _otlp = _telemetry.Otlp is { } otlp ? new OtlpExport(otlp, _exposition, _time, _log) : null;
        _records.Start([.. Sinks(_metrics, _exposition)]);
        var data = new DataPlane(Routing.Snapshots, _pumps, _forwarded, new Cors(_listen.CorsOrigins), _services.Counters, _services.Records, _usage);
        var application = new EdgeApplication(
            data, new ControlPlane(_exposition, _control, _console, _listen.Metrics is not null), _listen.PublicControl ? _control : null, _health);
        var listeners = new Listeners(_listen, _certificates, _loops is not null, _pipes);
        _kestrel = await KestrelServers.StartAsync(
            listeners, application, _handover, loggers, InlineCompletions.Suit(_listen.Driver), cancel).ConfigureAwait(false);
    }

    /// <summary>What records of requests become.</summary>
    private IEnumerable<IRecordSink> Sinks(EdgeMetrics metrics, MetricsExposition exposition)
    {
        var clock = new RecordClock(_time);
        yield return new TrafficMetrics(metrics.Meter, exposition, clock);
        yield return new TrafficSink(Traffic, clock);
        yield return _usage;
        if (_otlp?.Sink is { } spans)
            yield return spans;
        // The last one: its flush wakes a thread that may take this one's core, and what is logged is counted already.
        if (_accessLog is not null)
            yield return _accessLog;
    }

    /// <summary>What the console looks at.</summary>
    private LiveView View() => new(Routing, _replicas, Traffic, _time)
    {
        Counters = _services.Counters,
        Memory = _services.Memory,
        Active = () => ActiveRequests,
        Loops = _loops,
        Reloads = Reloads,
        Link = _link,
        Health = _health,
        Published = () => Volatile.Read(ref _published),
    };

    private ReplicaSet Attach(DeploymentModel model)
    {
        _discovery.Follow(model);
        ReplicaSet replicas = _replicas.Attach(model);
        _watcher.Follow(model.Config, replicas);
        return replicas;
    }

    private void Prune(RoutingSnapshot published, ImmutableArray<DeploymentModel> departed)
    {
        Volatile.Write(ref _published, _time.GetTimestamp());
        _replicas.Prune(published, departed);
        _discovery.Forget(published, departed);
        _watcher.Forget(published, departed);
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

    private byte[]? SecretOfKeys()
    {
        byte[]? secret = KeySecret.Read(Environment.GetEnvironmentVariable, out string? problem);
        if (problem is not null)
            HostingLog.NoKeySecret(_log, problem);
        return secret;
    }

    /// <summary>What has a deadline.</summary>
    private void Sweep()
    {
        _services.Memory.Look();
        _pumps.Sweep();
        _pipes?.Sweep();
        _records.WakeIfNeeded();
        _onBeat?.Invoke();
    }

    private void Report(EdgeConfig config, RoutingSnapshot snapshot) =>
        HostingLog.Applied(_log, snapshot.Version, config.Deployments.Length, config.Routers.Length, config.Keys.Length);
}
