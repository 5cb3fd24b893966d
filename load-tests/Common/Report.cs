namespace Edge.LoadTests.Common;

/// <summary>What a measurement prints: a table, and one line of figures last.</summary>
internal static class Report
{
    /// <summary>Prints <paramref name="goals"/>; the exit code, 1 where one is missed.</summary>
    internal static int Print(IReadOnlyList<Goal> goals)
    {
        Console.WriteLine("| what | goal | measured | |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (Goal goal in goals)
            Console.WriteLine($"| {goal.What} | {goal.Wanted} | {goal.Measured} | {goal.IsMet switch { true => "met", false => "MISSED", null => "" }} |");
        Console.WriteLine(string.Join(' ', goals.Select(goal => $"{goal.Name}={goal.Measured.Split(' ')[0]}")));
        return goals.All(goal => goal.IsMet != false) ? 0 : 1;
    }
}
