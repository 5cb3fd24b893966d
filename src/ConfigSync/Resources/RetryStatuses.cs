using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>Statuses of a model server's answer that another replica is asked for instead, each from 400 to 599 (ARCHITECTURE.md, "When something fails"). Immutable.</summary>
public sealed class RetryStatuses : IEquatable<RetryStatuses>
{
    /// <summary>The lowest that can be among them.</summary>
    public const int Lowest = 400;

    /// <summary>The highest that can be among them.</summary>
    public const int Highest = 599;

    /// <summary>What says that a replica has too much to do, or is not well: 429, 500, 502, 503, 504, 529.</summary>
    public static readonly RetryStatuses Default = new([429, 500, 502, 503, 504, 529]);

    private readonly bool[] _all = new bool[Highest - Lowest + 1];

    /// <summary>Takes these, in any order.</summary>
    public RetryStatuses(IEnumerable<int> statuses)
    {
        foreach (int status in statuses)
            _all[status - Lowest] = true;
    }

    /// <summary>All of them, in order.</summary>
    public ImmutableArray<int> All => [.. Enumerable.Range(Lowest, _all.Length).Where(Contains)];

    /// <summary>Whether <paramref name="status"/> is one.</summary>
    public bool Contains(int status) => status is >= Lowest and <= Highest && _all[status - Lowest];

    /// <inheritdoc/>
    public bool Equals(RetryStatuses? other) => other is not null && _all.AsSpan().SequenceEqual(other._all);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RetryStatuses);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Sum();
}
