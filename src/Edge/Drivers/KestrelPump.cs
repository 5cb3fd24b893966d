using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Balancing;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Drivers;

/// <summary>
/// Drives one exchange at a time over Kestrel's HTTP and a pooled upstream connection: an event loop of one. Completions of
/// reads, writes and flushes set a bit; whoever sets the first one runs the pump, so the exchange sees one event after
/// another on one thread at a time, and no lock, task or closure is made for it.
/// </summary>
internal sealed class KestrelPump : IExchangeDriver, IThreadPoolWorkItem
{
    private readonly PumpPool _pool;
    private readonly Exchange _exchange;
    private readonly ClientSide _client;
    private readonly UpstreamSide _upstream;
    private int _signals;
    private bool _active;
    private TaskCompletionSource _done = null!;
    private IFeatureCollection _features = null!;
    private Exception? _bug;
    private RoutingSnapshot _snapshot = null!;
    private CallerIdentity _caller;
    private bool _isRefused;
    private Fault _refusal;

    internal KestrelPump(PumpPool pool, ForwardingServices services)
    {
        _pool = pool;
        _exchange = new Exchange(services, this);
        _client = new ClientSide(Signal, services.Clock);
        _upstream = new UpstreamSide(Signal, () => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false), services.Blocks);
    }

    /// <summary>The head of the next request, to be filled in before it runs.</summary>
    internal RequestHead Head => _exchange.Head;

    /// <summary>When the heartbeat has to look, in ms of the coarse clock. May be read from any thread.</summary>
    internal long Deadline => Math.Min(_exchange.Deadline, _client.HangupAt);

    /// <summary>Runs a request of <paramref name="caller"/>, who is known; the task ends when its answer is out.</summary>
    internal Task RunAsync(IFeatureCollection features, RoutingSnapshot snapshot, CallerIdentity caller)
    {
        (_snapshot, _caller, _isRefused) = (snapshot, caller, false);
        return RunAsync(features);
    }

    /// <summary>Runs a request that is refused for its head alone, whoever sent it.</summary>
    internal Task RunAsync(IFeatureCollection features, Fault refusal, CallerIdentity caller = default)
    {
        (_caller, _refusal, _isRefused) = (caller, refusal, true);
        return RunAsync(features);
    }

    /// <summary>Looks at deadlines and lease, on a thread of its own rather than that of whoever woke it.</summary>
    void IThreadPoolWorkItem.Execute() => Signal(Signals.Wake);

    void IExchangeDriver.Lease(Replica replica) => _upstream.Lease(replica);

    void IExchangeDriver.CancelLease() => _upstream.CancelLease();

    void IExchangeDriver.Release(bool reusable) => _upstream.Release(reusable);

    void IExchangeDriver.Drop() => _upstream.Drop();

    void IExchangeDriver.StartResponse(ResponseHead head, long length) => _client.StartResponse(head, Head, length);

    void IExchangeDriver.Deliver(ReadOnlySpan<byte> payload) => _client.Deliver(payload);

    void IExchangeDriver.EndResponse() => _client.End();

    void IExchangeDriver.AbortResponse() => _client.Abort();

    void IExchangeDriver.Reject(Fault fault) => _client.Reject(fault, Head);

    void IExchangeDriver.CloseClient() => _client.Close();

    private Task RunAsync(IFeatureCollection features)
    {
        var done = new TaskCompletionSource();
        (_done, _features) = (done, features);
        Signal(Signals.Start);
        return done.Task;
    }

    private void Signal(Signals signal)
    {
        if ((Interlocked.Or(ref _signals, (int)(signal | Signals.Running)) & (int)Signals.Running) != 0)
            return;
        TaskCompletionSource? over = null;
        do
        {
            var seen = (Signals)Interlocked.Exchange(ref _signals, (int)Signals.Running);
            try
            {
                if (_bug is null ? Handle(seen) : Drain())
                    over = _done;
            }
            catch (Exception e)
            {
                if (Fail(e))
                    over = _done;
            }
        }
        while (Interlocked.CompareExchange(ref _signals, 0, (int)Signals.Running) != (int)Signals.Running);
        // Last of all: Kestrel goes on with the connection's next request on this thread, maybe with this very pump.
        if (over is not null)
            Complete(over);
    }

    private void Complete(TaskCompletionSource over)
    {
        if (_bug is { } bug)
        {
            _pool.Discard(this);
            over.SetException(bug);
            return;
        }
        _pool.Return(this);
        over.SetResult();
    }

    /// <summary>A mistake of ours: this request ends with an abort, everything is given back, and the pump is not used again.</summary>
    private bool Fail(Exception bug)
    {
        _bug ??= bug;
        _features.Get<IHttpRequestLifetimeFeature>()?.Abort();
        try
        {
            _exchange.Stop();
        }
        catch (Exception)
        {
            // The first mistake is the one that is reported; a second one while cleaning up must not end the process.
        }
        return Drain();
    }

    /// <summary>After a mistake: true when nothing is under way any more. Which signal was seen does not matter here.</summary>
    private bool Drain()
    {
        _client.Settle();
        _upstream.Settle();
        if (!_active || !_client.IsQuiet || !_upstream.IsQuiet)
            return false;
        _client.Detach();
        _exchange.Clear();
        _active = false;
        return true;
    }

    private void Rest() => (_active, _features, _snapshot, _caller, _refusal) = (false, null!, null!, default, default);

    /// <summary>Reports what happened, then moves on as far as it goes. True when the request is over and nothing is under way.</summary>
    private bool Handle(Signals seen)
    {
        if ((seen & Signals.Start) != 0)
            Begin();
        if (!_active)
            return false;
        if ((seen & Signals.Gone) != 0)
            _exchange.ClientGone();
        _upstream.OnWake(_exchange);
        if ((seen & Signals.Sent) != 0)
            _upstream.OnSent(_exchange);
        if ((seen & Signals.Body) != 0)
            _client.OnBody(_exchange);
        if ((seen & Signals.Flushed) != 0)
            _client.OnFlushed(_exchange);
        if ((seen & Signals.Upstream) != 0)
            _upstream.OnRead(_exchange);
        if ((seen & Signals.Wake) != 0)
            _exchange.Tick();
        while (_client.Step(_exchange) || _upstream.Step(_exchange))
        {
        }
        return _exchange.Phase == ExchangePhase.Finished && TryFinish();
    }

    private void Begin()
    {
        _active = true;
        // Only now, on the pump's thread: a client that has gone already calls back at once, and the pump must hear it.
        _client.Attach(_features, static pump => ((KestrelPump)pump!).Signal(Signals.Gone), this);
        if (_isRefused)
            _exchange.BeginRefused(_refusal, _caller);
        else
            _exchange.Begin(_snapshot, _caller);
    }

    private bool TryFinish()
    {
        _client.Quit();
        if (!_client.IsQuiet || !_upstream.IsQuiet)
            return false;
        _client.Detach();
        _exchange.Clear();
        Rest();
        return true;
    }
}
