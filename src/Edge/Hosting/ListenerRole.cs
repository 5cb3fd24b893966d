namespace Edge.Hosting;

/// <summary>What a listener serves; each of its connections carries the role as a feature.</summary>
/// <param name="Name">For logs.</param>
internal sealed record ListenerRole(string Name)
{
    /// <summary>Callers.</summary>
    internal static ListenerRole Data { get; } = new("data");

    /// <summary>Operators: health, metrics and, later, the control API.</summary>
    internal static ListenerRole Control { get; } = new("control");

    /// <summary>Metrics alone.</summary>
    internal static ListenerRole Metrics { get; } = new("metrics");
}
