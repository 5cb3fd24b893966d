using System.Collections.Concurrent;

namespace Edge.LoadTests.Matrix.Wire;

/// <summary>A steady load of callers that have nothing to do with any fault. Each of their answers must be whole.</summary>
internal sealed class Others : IAsyncDisposable
{
    /// <summary>Hundreds of times what an answer takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly SemaphoreSlim[] _turns;
    private readonly Task _running;
    private int _asked;

    /// <summary>Begins at once.</summary>
    /// <param name="port">Where the edge listens.</param>
    /// <param name="model">What they ask for.</param>
    /// <param name="served">Who must answer.</param>
    /// <param name="callers">How many ask at a time, each over a connection that it keeps.</param>
    internal Others(int port, string model, string served, int callers)
    {
        _turns = [.. Enumerable.Range(0, callers).Select(_ => new SemaphoreSlim(1))];
        _running = Task.WhenAll(_turns.Select((turn, i) => Task.Run(() => AskAsync(port, model, served, i % 4 == 0 ? Ask.ShortStream : Ask.Small, turn))));
    }

    /// <summary>Answers that were looked at.</summary>
    internal int Asked => Volatile.Read(ref _asked);

    /// <summary>Does <paramref name="look"/> while none of them asks: each between two of its questions, with its connection.</summary>
    internal async Task<T> AtRestAsync<T>(Func<Task<T>> look)
    {
        foreach (SemaphoreSlim turn in _turns)
            await turn.WaitAsync();
        try
        {
            return await look();
        }
        finally
        {
            foreach (SemaphoreSlim turn in _turns)
                turn.Release();
        }
    }

    /// <summary>What failed since this was called last.</summary>
    internal IReadOnlyCollection<string> TakeFailures()
    {
        var failures = new List<string>();
        while (_failures.TryDequeue(out string? failure))
            failures.Add(failure);
        return failures;
    }

    /// <summary>Lets them end their last question.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        foreach (SemaphoreSlim turn in _turns)
            turn.Dispose();
    }

    private async Task AskAsync(int port, string model, string served, Ask ask, SemaphoreSlim turn)
    {
        var caller = new Caller(port);
        while (!_stop.IsCancellationRequested)
        {
            await turn.WaitAsync();
            Ending ending = await caller.AskAsync(Question.New(model, served, ask), Patience, keepsReplica: true);
            turn.Release();
            Interlocked.Increment(ref _asked);
            if (ending.Fate != Fate.Whole)
            {
                _failures.Enqueue(ending.What);
                caller.Dispose();
                caller = new Caller(port);
            }
            await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
        }
        caller.Dispose();
    }
}
