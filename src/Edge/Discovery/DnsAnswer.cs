namespace Edge.Discovery;

/// <summary>The answer to one question. Immutable.</summary>
/// <param name="Outcome">What became of it.</param>
internal sealed record DnsAnswer(DnsOutcome Outcome)
{
    /// <summary>The name is there, without such records.</summary>
    internal static readonly DnsAnswer NoData = new(DnsOutcome.NoData);

    /// <summary>There is no such name.</summary>
    internal static readonly DnsAnswer NoSuchName = new(DnsOutcome.NoSuchName);

    /// <summary>What was asked for, at the asked name or where its aliases lead; empty unless <see cref="DnsOutcome.Found"/>.</summary>
    internal IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>What the server told on top, about any name: believe it only of names that <see cref="Records"/> lead to.</summary>
    internal IReadOnlyList<DnsRecord> Additional { get; init; } = [];

    /// <summary>How long all of <see cref="Records"/> and the aliases before them may be kept; zero unless <see cref="DnsOutcome.Found"/>.</summary>
    internal TimeSpan Ttl { get; init; }

    /// <summary>Why it failed, for people; null unless <see cref="DnsOutcome.Failed"/>.</summary>
    internal string? Reason { get; init; }

    /// <summary>No answer, and why.</summary>
    internal static DnsAnswer Failed(string reason) => new(DnsOutcome.Failed) { Reason = reason };
}
