using System.Diagnostics;
using System.Text.Json;

namespace Edge.Bench.Budgets;

/// <summary>
/// Holds every operation to the bytes it may allocate (<c>bench/budgets.json</c>). Bytes are counted exactly and do not depend on
/// the machine, so they can be asserted where times cannot.
/// </summary>
internal static class BudgetCheck
{
    // Code that is compiled in haste may allocate what optimised code does not; half a second of calls is optimised by then.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private const int FewestWarmUps = 100;

    /// <summary>Enough that one allocation in a hundred operations shows.</summary>
    private const int Counted = 200;

    // Where code was replaced by optimised code in the midst of the first round, the next one says what is true.
    private const int Rounds = 3;

    /// <summary>Prints a line for each operation; 1 when one is above its budget, or has none, or a budget has no operation.</summary>
    internal static int Run(TextWriter output)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "budgets.json");
        var budgets = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(path))!;
        bool good = true;
        foreach ((string name, Func<Action> make) in Operations.All)
        {
            long bytes = BytesOf(make());
            bool known = budgets.Remove(name, out long budget);
            bool kept = known && bytes <= budget;
            good &= kept;
            output.WriteLine($"{(kept ? "kept" : "ABOVE")}  {bytes,6} of {(known ? $"{budget}" : "no budget"),6} B  {name}");
        }
        foreach (string name in budgets.Keys)
            output.WriteLine($"ABOVE  a budget without an operation: {name}");
        return good && budgets.Count == 0 ? 0 : 1;
    }

    /// <summary>Bytes that one run allocates on its thread, rounded up.</summary>
    private static long BytesOf(Action operation)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < FewestWarmUps || Stopwatch.GetElapsedTime(start) < WarmUp; i++)
            operation();

        long least = long.MaxValue;
        for (int round = 0; round < Rounds && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Counted; i++)
                operation();
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            least = Math.Min(least, (bytes + Counted - 1) / Counted);
        }
        return least;
    }
}
