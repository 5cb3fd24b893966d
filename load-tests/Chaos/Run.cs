using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Callers;
using Edge.LoadTests.Chaos.Plans;
using Edge.LoadTests.Chaos.Stand;
using Shared;

namespace Edge.LoadTests.Chaos;

/// <summary>One run, from the start of the edge to the last look at it.</summary>
internal static class Run
{
    /// <summary>How long callers may take for their last request; above what <see cref="Caller"/> calls hung.</summary>
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(60);

    /// <summary>What a soak must keep.</summary>
    private const double MibPerMinuteAllowed = 0.5;

    /// <summary>The collector looks at the oldest generation now and then for reasons of its own; a leak makes it do so again and again.</summary>
    private const double CollectionsPerMinuteAllowed = 1;

    /// <summary>Violations go to <paramref name="tally"/>, with all outcomes.</summary>
    internal static async Task<Figures> ExecuteAsync(Settings settings, Tally tally)
    {
        var ledger = new Ledger(tally);
        var nonces = new Nonces(settings.Seed);
        int data = Ports.Next();
        using var models = new Models(ledger, tally, settings.Seed, settings.Faults);
        using var fronts = new Fronts(data, settings.Seed);
        using EdgeProcess edge = await EdgeProcess.StartAsync(settings.Program, Path.Combine(settings.Folder, "edge"), data, control => models.Configuration(data, control));
        var aftermath = new Aftermath(edge);
        var memory = new MemoryWatch(edge);
        long start = TimeProvider.System.GetTimestamp();
        TimeSpan cpu = edge.Figures.Cpu();

        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(settings.Seconds));
        Task around = Task.WhenAll(
            settings.Faults ? new Weather(models, settings.Seed).RunAsync(stop.Token) : Task.CompletedTask, memory.RunAsync(stop.Token), ledger.RunAsync(stop.Token), TellAsync(nonces, tally, stop.Token));
        await CallAsync(settings, nonces, fronts, ledger, tally, stop.Token);
        await around;
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        cpu = edge.IsAlive ? edge.Figures.Cpu() - cpu : TimeSpan.Zero;

        await aftermath.LookAsync(tally);
        await Task.Delay(Ledger.Grace, TimeProvider.System, CancellationToken.None);
        ledger.Sweep(all: true);
        Slopes slopes = memory.Slopes();
        JudgeWhole(settings, nonces, ledger, tally, seconds, memory.IsSettled ? slopes : null);
        return new Figures(nonces.Count, seconds, ledger.Arrived, ledger.Repeats, aftermath.Ejections, slopes, aftermath.Files, aftermath.Threads, cpu);
    }

    private static async Task CallAsync(Settings settings, Nonces nonces, Fronts fronts, Ledger ledger, Tally tally, CancellationToken stop)
    {
        var callers = new List<Caller>();
        for (int i = 0; i < settings.Callers; i++)
            callers.Add(new Caller(new Planner(new Random(unchecked((settings.Seed * 7919) + i)), nonces, fronts.All, settings.Faults), ledger, tally));
        Task calling = Task.WhenAll(callers.Select(caller => Task.Run(() => caller.RunAsync(stop), CancellationToken.None)));
        await Task.WhenAny(calling, Task.Delay(TimeSpan.FromSeconds(settings.Seconds) + LastRequests, TimeProvider.System, CancellationToken.None));
        if (!calling.IsCompleted)
            tally.Violation(ViolationKind.Hung, "callers never came back", "");
        else
            await calling;
        foreach (Caller caller in callers)
            caller.Dispose();
    }

    /// <summary>What holds for all requests together.</summary>
    private static void JudgeWhole(Settings settings, Nonces nonces, Ledger ledger, Tally tally, double seconds, Slopes? settled)
    {
        // A fifth of the requests of ten seconds, and never under three (ARCHITECTURE.md, "When something fails").
        double allowed = (nonces.Count / 5.0) + (3 * ((seconds / 10) + 1));
        if (ledger.Repeats > allowed)
            tally.Violation(ViolationKind.Repeated, "more repeats than the budget allows", $"{ledger.Repeats} of {nonces.Count}");
        long outcomes = Enum.GetValues<Outcome>().Sum(outcome => tally.Of(outcome));
        if (outcomes != nonces.Count)
            tally.Violation(ViolationKind.Hung, "requests without an outcome", $"{nonces.Count} requests, {outcomes} outcomes");
        if (settings.Faults || settled is null)
            return;
        if (settled.MibPerMinute > MibPerMinuteAllowed)
            tally.Violation(ViolationKind.LeftOver, "memory grows", $"{settled.MibPerMinute:0.00} MiB a minute");
        if (settled.CollectionsPerMinute > CollectionsPerMinuteAllowed)
            tally.Violation(ViolationKind.LeftOver, "the oldest generation is collected again and again", $"{settled.CollectionsPerMinute:0.00} times a minute");
    }

    private static async Task TellAsync(Nonces nonces, Tally tally, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await Console.Error.WriteLineAsync($"{nonces.Count} requests, {tally.Of(Outcome.Answered)} answered, {tally.Of(Outcome.Violated)} violated");
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }
}
