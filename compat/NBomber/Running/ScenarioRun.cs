using System.Collections.Concurrent;

namespace NBomber.Running;

/// <summary>Runs one scenario: warm-up, then all of its load. Any thread.</summary>
internal sealed class ScenarioRun(ScenarioProps props)
{
    /// <summary>For so long the last iterations are waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    /// <summary>A start that is further behind its time is counted as late.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<string, Meter> _meters = new();
    private readonly ConcurrentBag<Instance> _idle = [];
    private readonly CancellationTokenSource _abandon = new();
    private Func<double> _wanted = () => 0;
    private long _start = Stopwatch.GetTimestamp();
    private int _instances, _copies, _running, _lateStarts;

    internal ScenarioProps Props => props;
    internal TimeSpan Duration => Sum(props.LoadSimulations);
    internal CancellationToken Abandoned => _abandon.Token;
    internal TimeSpan Now => Stopwatch.GetElapsedTime(_start);
    internal int LateStarts => Volatile.Read(ref _lateStarts);
    /// <summary>The scenario, whose name is empty, and its steps.</summary>
    internal IEnumerable<(string Step, Meter Meter)> Meters => _meters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));
    internal Meter Meter(string step) => _meters.GetOrAdd(step, _ => new Meter());
    internal Instance NewInstance() => new(this, Interlocked.Increment(ref _instances) - 1);

    internal ScenarioStats Stats()
    {
        TimeSpan busy = Sum(props.LoadSimulations.Where(load => load.Level > 0 || load.Ramps));
        StepStats all = Meter("").Stats("", busy);
        return new(props.ScenarioName, all.Ok, all.Fail, [.. Meters.Skip(1).Select(pair => pair.Meter.Stats(pair.Step, busy))], Duration);
    }

    /// <summary>Runs the first stretch that is no pause, without its ramp; what is measured meanwhile is thrown away.</summary>
    internal Task WarmUpAsync() => props.WarmUpDuration > TimeSpan.Zero && props.LoadSimulations.FirstOrDefault(load => load.Level > 0) is { } load
        ? RunAsync([load with { During = props.WarmUpDuration, Ramps = false }])
        : Task.CompletedTask;

    internal async Task RunAsync(IEnumerable<LoadSimulation> stretches)
    {
        (_start, _lateStarts) = (Stopwatch.GetTimestamp(), 0);
        _meters.Clear();
        TimeSpan begin = TimeSpan.Zero;
        var before = new LoadSimulation(false, 0, TimeSpan.Zero, "");
        foreach (LoadSimulation load in stretches)
        {
            double from = !load.Ramps ? load.Level : before.Open == load.Open ? before.Level : 0;
            TimeSpan at = begin;
            _wanted = () => load.Open ? 0 : from + ((load.Level - from) * Math.Min(1, (Now - at) / load.During));
            if (load.Open)
                await Task.Factory.StartNew(() => Inject(from, load, at), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            else
                await HoldAsync(at + load.During);
            (begin, before) = (begin + load.During, load);
        }
        _wanted = () => 0;
        _abandon.CancelAfter(Patience);
        while (Volatile.Read(ref _running) > 0)
            await Task.Delay(10);
        _abandon.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs an iteration that was due at a time of this run.</summary>
    internal async Task IterateAsync(TimeSpan due)
    {
        if (Now - due > Late)
            Interlocked.Increment(ref _lateStarts);
        Instance instance = _idle.TryTake(out Instance? idle) ? idle : NewInstance();
        await instance.IterateAsync(_start + (long)(due.TotalSeconds * Stopwatch.Frequency));
        _idle.Add(instance);
    }

    private static TimeSpan Sum(IEnumerable<LoadSimulation> load) => load.Aggregate(TimeSpan.Zero, (sum, next) => sum + next.During);

    private void Inject(double from, LoadSimulation load, TimeSpan begin)
    {
        // A timer is good to a millisecond; the rest of the wait is given to whoever wants the processor.
        void Wait(TimeSpan left) => _ = left < TimeSpan.FromMilliseconds(1) ? Thread.Yield() : Abandoned.WaitHandle.WaitOne(left);
        OpenModel.Run(OpenModel.Due(from, load.Level, load.During).Select(due => begin + due), () => Now, Wait, due => Start(() => IterateAsync(due)));
        OpenModel.Run([begin + load.During], () => Now, Wait, _ => { });
    }

    private async Task HoldAsync(TimeSpan end)
    {
        for (; Now < end; await Task.Delay(20))
        {
            while (Volatile.Read(ref _copies) < Math.Round(_wanted()))
            {
                int number = Interlocked.Increment(ref _copies) - 1;
                Start(() => CopyAsync(number));
            }
        }
    }

    private async Task CopyAsync(int number)
    {
        for (Instance instance = NewInstance(); number < Math.Round(_wanted());)
            await instance.IterateAsync(null);
        Interlocked.Decrement(ref _copies);
    }

    private void Start(Func<Task> body)
    {
        Interlocked.Increment(ref _running);
        _ = Task.Run(async () =>
        {
            await body();
            Interlocked.Decrement(ref _running);
        });
    }
}
