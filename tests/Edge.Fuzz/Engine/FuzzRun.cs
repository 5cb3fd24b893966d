using System.Diagnostics;

namespace Edge.Fuzz.Engine;

/// <summary>One target on several threads, with a watch on inputs that do not come to an end.</summary>
/// <param name="make">Makes a target for each thread.</param>
/// <param name="seed">What inputs are made from.</param>
/// <param name="threads">How many threads.</param>
internal sealed class FuzzRun(Func<FuzzTarget> make, ulong seed, int threads)
{
    // What waits uses no processor, and neither does who gets none: only after so many times the patience it is taken for the former.
    private const int Waiting = 30;

    private readonly FuzzWorker[] _workers = [.. Enumerable.Range(0, threads).Select(number => new FuzzWorker(make(), seed, number))];
    private readonly List<Find> _finds = [];

    /// <summary>For how long; null for no limit.</summary>
    internal TimeSpan? Time { get; init; }

    /// <summary>How many inputs, on all threads together; null for no limit.</summary>
    internal long? Inputs { get; init; }

    /// <summary>How much time of a processor one input may take: far more than any does.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What was found, once <see cref="Run"/> has returned.</summary>
    internal IReadOnlyList<Find> Finds => _finds;

    /// <summary>How many inputs were read.</summary>
    internal long InputsRead => _workers.Sum(worker => worker.Inputs);

    /// <summary>How many outcomes there were.</summary>
    internal int Outcomes { get; private set; }

    /// <summary>How many finds are of a kind.</summary>
    internal int FindCount(FindKind kind) => _finds.Count(find => find.Kind == kind);

    /// <summary>Runs until time or inputs are used up, or enough was found.</summary>
    internal void Run()
    {
        using var stop = new CancellationTokenSource();
        if (Time is { } time)
            stop.CancelAfter(time);
        Thread[] running = [.. _workers.Select((worker, number) => Start(worker, number, stop.Token))];
        for (int i = 0; i < running.Length && FindCount(FindKind.Hang) == 0; i++)
            Await(running[i], _workers[i]);
        stop.Cancel();
        if (FindCount(FindKind.Hang) > 0)
            return;
        foreach (FuzzWorker worker in _workers)
            _finds.AddRange(worker.Finds);
        Outcomes = _workers.SelectMany(worker => worker.Outcomes).Distinct().Count();
    }

    private Thread Start(FuzzWorker worker, int number, CancellationToken stop)
    {
        long most = Inputs is { } all ? all / _workers.Length + (number < all % _workers.Length ? 1 : 0) : long.MaxValue;
        var thread = new Thread(() => worker.Run(most, stop)) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Await(Thread thread, FuzzWorker worker)
    {
        FuzzWorker.Pending? pending = null;
        long since = Stopwatch.GetTimestamp();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        while (!thread.Join(Patience / 10))
        {
            if (worker.Now != pending || pending is null)
                (pending, since, used) = (worker.Now, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            else if (Environment.CpuUsage.TotalTime - used > Patience * _workers.Length || Stopwatch.GetElapsedTime(since) > Patience * Waiting)
            {
                _finds.Add(new Find(FindKind.Hang, $"no end after {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s", pending.Input, pending.Variant));
                return;
            }
        }
    }
}
