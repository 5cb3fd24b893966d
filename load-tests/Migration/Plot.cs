namespace Edge.LoadTests.Migration;

/// <summary>Who answered, second by second, as bars on the console.</summary>
internal static class Plot
{
    private const int Width = 60;

    internal static void Print(IReadOnlyList<IReadOnlyDictionary<string, int>> seconds)
    {
        Console.WriteLine();
        for (int second = 0; second < seconds.Count; second++)
        {
            int a = seconds[second].GetValueOrDefault("a"), b = seconds[second].GetValueOrDefault("b");
            int bar = a + b == 0 ? 0 : (int)Math.Round((double)Width * a / (a + b));
            Console.WriteLine($"{second,4} s  {new string('a', bar)}{new string('b', a + b == 0 ? 0 : Width - bar)}  {a + b,6} requests");
        }
        Console.WriteLine();
    }
}
