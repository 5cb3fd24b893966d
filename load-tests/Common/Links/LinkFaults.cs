namespace Edge.LoadTests.Common.Links;

/// <summary>What happens on one connection of a <see cref="FaultyLink"/>.</summary>
internal sealed record LinkFaults
{
    /// <summary>No fault.</summary>
    internal static readonly LinkFaults None = new();

    /// <summary>To what the caller sends.</summary>
    internal FlowFaults ToTarget { get; init; } = FlowFaults.None;

    /// <summary>To what the target sends.</summary>
    internal FlowFaults ToCaller { get; init; } = FlowFaults.None;

    /// <summary>What jitter is drawn from.</summary>
    internal int Seed { get; init; }
}
