using System.Diagnostics;
using System.Net.Sockets;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Migration;

/// <summary>Callers that ask for one router all the time, one request after another each, and who answered them.</summary>
internal sealed class Traffic(int port) : IAsyncDisposable
{
    /// <summary>Enough that something is always under way, and little enough that the walk-through takes some seconds.</summary>
    private const int Callers = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _answers = [];
    private readonly List<Dictionary<string, int>> _seconds = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _since;
    private Task _running = Task.CompletedTask;
    private int _failed;
    private int _asked;

    internal int Failed => Volatile.Read(ref _failed);

    internal int Asked => Volatile.Read(ref _asked);

    /// <summary>Answers by deployment, second by second.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, int>> Seconds => _seconds;

    internal void Start(string model) =>
        _running = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(model))));

    /// <summary>How many of the next <paramref name="requests"/> that begin from now on each deployment answers: those under way were picked before.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> CountAsync(int requests)
    {
        lock (_gate)
        {
            _answers.Clear();
            _since = Stopwatch.GetTimestamp();
        }
        while (true)
        {
            await Task.Delay(5);
            lock (_gate)
            {
                if (_answers.Values.Sum() + Failed >= requests)
                    return new Dictionary<string, int>(_answers);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task CallAsync(string model)
    {
        using Caller caller = await Caller.ConnectAsync(port);
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                long began = Stopwatch.GetTimestamp();
                Note(began, await caller.AskAsync(model));
            }
        }
        catch (SocketException)
        {
            Interlocked.Increment(ref _failed);
        }
    }

    private void Note(long began, string? deployment)
    {
        Interlocked.Increment(ref _asked);
        if (deployment is null)
        {
            Interlocked.Increment(ref _failed);
            return;
        }
        lock (_gate)
        {
            if (began >= _since)
                _answers[deployment] = _answers.GetValueOrDefault(deployment) + 1;
            int second = (int)Stopwatch.GetElapsedTime(_start).TotalSeconds;
            while (_seconds.Count <= second)
                _seconds.Add([]);
            _seconds[second][deployment] = _seconds[second].GetValueOrDefault(deployment) + 1;
        }
    }
}
