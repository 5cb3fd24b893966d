using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos;

/// <summary>What is printed at the end.</summary>
internal static class Report
{
    private static readonly Destination[] Columns =
        [Destination.Calm, Destination.Served, Destination.Rough, Destination.Sticky, Destination.Wires, Destination.Mix, Destination.Even, Destination.Patience, Destination.Nowhere];

    internal static void Print(Tally tally, Figures figures)
    {
        Console.WriteLine($"| outcome | {string.Join(" | ", Columns.Select(column => column.Name))} | all |");
        Console.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", Columns.Length + 1))}");
        foreach (Outcome outcome in Enum.GetValues<Outcome>())
            Console.WriteLine($"| {outcome.ToString().ToLowerInvariant()} | {string.Join(" | ", Columns.Select(column => tally.Of(outcome, column.Name)))} | {tally.Of(outcome)} |");
        Console.WriteLine();
        Console.WriteLine($"errors of the edge: {string.Join(", ", tally.Refusals().Select(refusal => $"{refusal.Code} {refusal.Count}"))}");
        Console.WriteLine($"{figures.Requests / figures.Seconds:0} requests/s, {1e6 * figures.Cpu.TotalSeconds / figures.Requests:0} us CPU of the edge each; {figures.Arrived} came to a replica, {figures.Repeats} of them again; replicas were left out {figures.Ejections} times");
        Console.WriteLine(
            $"memory of the edge: {figures.Memory.Mib:0.0} MiB at the end, {figures.Memory.MibPerMinute:0.00} MiB a minute; oldest generation collected {figures.Memory.Collections:0} times, "
            + $"{figures.Memory.CollectionsPerMinute:0.00} a minute; threads {figures.Threads.Before} before, {figures.Threads.After} after");
        PrintViolations(tally);
        Console.WriteLine(
            $"requests={figures.Requests} answers={tally.Of(Outcome.Answered) + tally.Of(Outcome.Relayed)} broken_told={tally.Of(Outcome.Broken)} refused={tally.Of(Outcome.Refused)} "
            + $"left={tally.Of(Outcome.Left)} lost={tally.Of(Outcome.Lost)} {string.Join(' ', Enum.GetValues<ViolationKind>().Select(kind => $"{Word(kind)}={tally.Of(kind)}"))} "
            + $"rss_mib_per_min={figures.Memory.MibPerMinute:0.00} fds={figures.Files.Before}->{figures.Files.After}");
    }

    private static void PrintViolations(Tally tally)
    {
        foreach ((ViolationKind kind, string what, long count, IReadOnlyList<string> examples) in tally.Violations())
        {
            Console.WriteLine($"{Word(kind)} {count} times: {what}");
            foreach (string example in examples)
                Console.WriteLine($"    {example}");
        }
    }

    private static string Word(ViolationKind kind) => kind == ViolationKind.LeftOver ? "left_over" : kind.ToString().ToLowerInvariant();
}
