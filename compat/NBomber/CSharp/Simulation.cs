namespace NBomber.CSharp;

/// <summary>
/// Makes stretches of load: open ones (<c>Inject</c>) start iterations by the clock, spread evenly over the interval, however slow answers are;
/// closed ones (<c>Constant</c>) keep so many copies busy.
/// </summary>
public static class Simulation
{
    /// <summary>Starts <paramref name="rate"/> iterations each <paramref name="interval"/>.</summary>
    public static LoadSimulation Inject(int rate, TimeSpan interval, TimeSpan during) =>
        new(true, rate / interval.TotalSeconds, during, Text("inject", rate, during));
    /// <summary>The same, growing from the rate before to <paramref name="rate"/>.</summary>
    public static LoadSimulation RampingInject(int rate, TimeSpan interval, TimeSpan during) =>
        new(true, rate / interval.TotalSeconds, during, Text("ramping_inject", rate, during), Ramps: true);
    /// <summary>Keeps <paramref name="copies"/> running, one iteration after another each.</summary>
    public static LoadSimulation KeepConstant(int copies, TimeSpan during) => new(false, copies, during, Text("keep_constant", copies, during));
    /// <summary>The same, growing from the copies before to <paramref name="copies"/>.</summary>
    public static LoadSimulation RampingConstant(int copies, TimeSpan during) =>
        new(false, copies, during, Text("ramping_constant", copies, during), Ramps: true);
    /// <summary>Starts nothing.</summary>
    public static LoadSimulation Pause(TimeSpan during) => new(false, 0, during, Text("pause", 0, during));

    private static string Text(string kind, int level, TimeSpan during) => string.Create(CultureInfo.InvariantCulture, $"{kind} {level} during {during:c}");
}
