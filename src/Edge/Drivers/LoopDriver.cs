using System.Net;
using Edge.Buffers;
using Edge.Transport;

namespace Edge.Drivers;

/// <summary>
/// Serves callers on event loops of our own (Linux): each loop accepts, reads, routes and relays by itself. From any thread.
/// </summary>
internal sealed class LoopDriver : IDisposable
{
    private readonly LoopWorker[] _workers;
    private readonly SessionSettings _sessions;
    private Closing[] _closing = [];

    /// <summary>Creates the loops; <paramref name="services"/> makes what the sessions of one loop share.</summary>
    internal LoopDriver(
        int loops, CoarseClock clock, Func<SessionServices> services, SessionSettings sessions, LoopSettings settings, Action<Exception> onMistake)
    {
        _sessions = sessions;
        _workers = [.. Enumerable.Range(0, loops).Select(index => new LoopWorker(new EventLoop(index, clock, onMistake), services(), settings))];
        foreach (LoopWorker worker in _workers)
            worker.Listener = new ListenSocket(worker.Loop, settings.Gate, worker);
    }

    /// <summary>Where callers are accepted, once bound.</summary>
    internal IPEndPoint? Address { get; private set; }

    /// <summary>Requests at work.</summary>
    internal int Busy => _workers.Sum(worker => worker.Busy);

    /// <summary>The loops.</summary>
    internal IReadOnlyList<LoopWorker> Workers => _workers;

    /// <summary>
    /// Begins to listen; the loops run from here on. Throws what <see cref="PortBinding.Bind"/> throws.
    /// </summary>
    internal void Start(IPEndPoint address, bool reusePort)
    {
        int[] descriptors = PortBinding.Bind(address, _workers.Length, reusePort, out IPEndPoint bound);
        Address = bound;
        for (int i = 0; i < descriptors.Length; i++)
        {
            LoopWorker worker = _workers[i];
            worker.Loop.Post(new Opening(worker.Listener, descriptors[i]));
            worker.Loop.Start();
        }
    }

    /// <summary>The process is about to stop: callers are let in still, and each answer ends its connection, so that they look elsewhere.</summary>
    internal void Announce() => _sessions.IsDraining = true;

    /// <summary>Has every request look at the time, and at whether it is to end.</summary>
    internal void Wake()
    {
        foreach (LoopWorker worker in _workers)
            worker.Loop.Post(new Waking(worker));
    }

    /// <summary>Done when nobody is let in any more and everyone who had connected before is.</summary>
    internal Task DoorsClosed => Task.WhenAll(_closing.Select(closing => closing.Done));

    /// <summary>
    /// Takes in who has connected already and lets nobody else in; running requests go on, and each answer ends its connection. The task ends
    /// when no caller is left, or with <paramref name="abort"/>.
    /// </summary>
    internal async Task DrainAsync(CancellationToken abort)
    {
        _sessions.IsDraining = true;
        _closing = [.. _workers.Select(worker => new Closing(worker))];
        for (int i = 0; i < _workers.Length; i++)
            _workers[i].Loop.Post(_closing[i]);
        await DoorsClosed.ConfigureAwait(false);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10), _sessions.Time);
        while (_workers.Any(worker => worker.Connections > 0) && !abort.IsCancellationRequested)
        {
            try
            {
                await looks.WaitForNextTickAsync(abort).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Time is over: whoever is left is cut.
            }
        }
    }

    /// <summary>Ends the loops; connections that are left are cut.</summary>
    public void Dispose()
    {
        foreach (LoopWorker worker in _workers)
        {
            worker.Loop.Post(new Cutting(worker));
            worker.Loop.Stop();
        }
        foreach (LoopWorker worker in _workers)
            worker.Loop.Dispose();
    }

    private sealed class Opening(ListenSocket listener, int descriptor) : ILoopWork
    {
        public void Run()
        {
            // A socket that listens unattended would leave callers hanging, while others accept.
            if (!listener.Open(descriptor))
                Environment.FailFast("The kernel has no memory to watch a listening socket.");
        }
    }

    private sealed class Waking(LoopWorker worker) : ILoopWork
    {
        public void Run() => worker.Wake();
    }

    private sealed class Cutting(LoopWorker worker) : ILoopWork
    {
        public void Run() => worker.Cut();
    }

    private sealed class Closing(LoopWorker worker) : ILoopWork
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Done => _done.Task;

        public void Run()
        {
            try
            {
                worker.Drain();
            }
            finally
            {
                _done.SetResult();
            }
        }
    }
}
