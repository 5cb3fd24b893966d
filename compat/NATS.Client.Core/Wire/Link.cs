using Microsoft.Extensions.Logging;
using NATS.Client.Core.Auth;
using NATS.Client.Core.Dispatch;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>Keeps a connection: makes the first one when asked, and another one whenever one is lost. Every member may be called from any thread.</summary>
internal sealed class Link : ISessionOwner, IAsyncDisposable
{
    // What waits when we leave is still sent, if the server takes it within this time.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly NatsOpts _opts;
    private readonly SendQueue _queue;
    private readonly IFrameSink _sink;
    private readonly EventPump _events;
    private readonly ILogger _logger;
    private readonly RetryPolicy _retries;
    private readonly CancellationTokenSource _disposed = new();
    private TaskCompletionSource _opened = NewSignal();
    private Task _run = Task.CompletedTask;
    private volatile Session? _session;
    private volatile ServerInfo? _info;
    private volatile NatsConnectionState _state;
    private bool _isDisposed;

    /// <summary>Makes one that is not connected.</summary>
    internal Link(NatsOpts opts, SendQueue queue, IFrameSink sink, EventPump events, ILogger logger)
    {
        _opts = opts;
        _queue = queue;
        _sink = sink;
        _events = events;
        _logger = logger;
        _retries = new RetryPolicy(opts);
    }

    /// <summary>Where the connection stands.</summary>
    internal NatsConnectionState State => _state;

    /// <summary>What the server said about itself last.</summary>
    internal ServerInfo? Info => _info;

    /// <summary>Done when a connection stands; begins to make the first one.</summary>
    /// <exception cref="NatsException">No server could be reached, or the link was given up.</exception>
    internal Task ConnectAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(NatsConnection));
            if (_state == NatsConnectionState.Closed)
            {
                _state = NatsConnectionState.Connecting;
                _run = Task.Run(RunAsync);
            }
            return _opened.Task;
        }
    }

    /// <summary>Drops the connection, if one stands; another one is made.</summary>
    internal ValueTask ReconnectAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Sends a ping over the connection that stands.</summary>
    /// <returns>Whether one stands.</returns>
    internal bool TryPing(TaskCompletionSource<TimeSpan> waiter)
    {
        if (_session is not { } session)
            return false;
        session.Ping(waiter);
        return true;
    }

    /// <inheritdoc/>
    public void OnInfo(ServerInfo info, ServerUri server)
    {
        _info = info;
        if (info.LameDuckMode)
            _events.Push(EventKind.LameDuck, new NatsLameDuckModeActivatedEventArgs(server.Uri));
    }

    /// <inheritdoc/>
    public void OnServerError(string error)
    {
        Log.ServerError(_logger, error);
        _events.Push(EventKind.ServerError, new NatsServerErrorEventArgs(error));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
        }
        _queue.Close();
        if (_session is not null)
            await Task.WhenAny(_run, Task.Delay(Farewell)).ConfigureAwait(false);
        await _disposed.CancelAsync().ConfigureAwait(false);
        await ReconnectAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _state = NatsConnectionState.Closed;
        _opened.TrySetCanceled();
        _disposed.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var servers = new ServerList(_opts);
            var parts = new SessionParts(_opts, Credentials.From(_opts.AuthOpts), _queue, _sink, this);
            Session session = await FirstAsync(parts, servers).ConfigureAwait(false);
            while (await KeepAsync(session, servers).ConfigureAwait(false))
                session = await AgainAsync(parts, servers, session.Server).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // We are leaving.
        }
        catch (Exception exception)
        {
            GiveUp(exception as NatsException ?? new NatsException("Cannot connect: " + exception.Message, exception));
        }
    }

    // True when another connection is to be made.
    private async Task<bool> KeepAsync(Session session, ServerList servers)
    {
        _retries.Reset();
        servers.Connected(session.Server);
        lock (_gate)
        {
            _session = session;
            _state = NatsConnectionState.Open;
            _opened.TrySetResult();
        }
        Log.Connected(_logger, session.Server);
        _events.Push(EventKind.Opened, new NatsEventArgs(session.Server.ToString()));
        Exception? reason = await session.RunAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _session = null;
            if (_isDisposed)
                return false;
            _state = NatsConnectionState.Reconnecting;
            _opened = NewSignal();
        }
        Log.Lost(_logger, session.Server, reason?.Message ?? "dropped");
        _events.Push(EventKind.Disconnected, new NatsEventArgs(session.Server.ToString()));
        return true;
    }

    private async Task<Session> FirstAsync(SessionParts parts, ServerList servers)
    {
        while (true)
        {
            Exception? last = null;
            foreach (ServerUri server in servers.First())
            {
                (Session? session, last) = await TryAsync(parts, servers, server).ConfigureAwait(false);
                if (session is not null)
                    return session;
            }
            if (!_opts.RetryOnInitialConnect)
                throw new NatsException($"No connection to any of {_opts.Url.Split(',').Length} servers: {last!.Message}", last);
            await Task.Delay(_retries.Next(), _disposed.Token).ConfigureAwait(false);
        }
    }

    private async Task<Session> AgainAsync(SessionParts parts, ServerList servers, ServerUri lost)
    {
        while (true)
        {
            foreach (ServerUri server in servers.Again(lost, _info?.ClientConnectUrls))
            {
                (Session? session, _) = await TryAsync(parts, servers, server).ConfigureAwait(false);
                if (session is not null)
                    return session;
                _events.Push(EventKind.ReconnectFailed, new NatsEventArgs(server.ToString()));
                await Task.Delay(_retries.Next(), _disposed.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task<(Session?, Exception?)> TryAsync(SessionParts parts, ServerList servers, ServerUri server)
    {
        try
        {
            return (await new Handshake(parts, server, servers.TlsHost(server)).RunAsync(_disposed.Token).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (!_disposed.IsCancellationRequested)
        {
            _retries.Failed(exception);
            Log.Unreachable(_logger, server, exception.Message);
            return (null, exception);
        }
    }

    private void GiveUp(NatsException reason)
    {
        Log.GaveUp(_logger, reason.Message);
        lock (_gate)
        {
            bool mayTryAgain = _state == NatsConnectionState.Connecting && reason is not NatsConnectionFailedException;
            _state = mayTryAgain ? NatsConnectionState.Closed : NatsConnectionState.Failed;
            _opened.TrySetException(reason);
            // Nobody has to wait for it.
            _ = _opened.Task.Exception;
            if (mayTryAgain)
                _opened = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
