namespace Edge.LoadTests.Chaos.Audit;

/// <summary>Compares a body that arrives in pieces with what it must be. One thread at a time.</summary>
internal abstract class BodyCheck
{
    /// <summary>The first mistake, or null.</summary>
    internal Finding? Mistake { get; private protected set; }

    /// <summary>Whether all that must be there is.</summary>
    internal abstract bool IsWhole { get; }

    /// <summary>Takes the next piece.</summary>
    internal abstract void Take(ReadOnlySpan<byte> bytes);
}
