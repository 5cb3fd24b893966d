namespace Edge.LoadTests.Snapshots;

/// <summary>What the three verbs agree on.</summary>
/// <param name="File">The configuration, or with a host of our own the sign that it is to change.</param>
/// <param name="Port">Edge's, for callers.</param>
/// <param name="Control">Edge's, for operators.</param>
/// <param name="Backend">The port of m1; m2 has the next one.</param>
/// <param name="Routers">How many routers there are, <c>r0</c> and so on: even ones lead to m1, odd ones to m2.</param>
internal sealed record Plan(string File, int Port, int Control, int Backend, int Routers)
{
    /// <summary>Time between two changes.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>The router that changes: it leads to m1 and m2 by turns.</summary>
    internal const string Changing = "flip";

    /// <summary>The deployment behind a router, or behind the changing one after so many changes.</summary>
    internal static string Model(int number) => number % 2 == 0 ? "m1" : "m2";
}
