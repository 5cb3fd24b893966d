namespace Edge.Balancing;

/// <summary>Outstanding requests ÷ capacity of one replica at one moment.</summary>
/// <param name="Outstanding">Requests begun and not ended, those of other edges included.</param>
/// <param name="Capacity">What it can bear; only its ratio to other capacities matters.</param>
internal readonly record struct Load(int Outstanding, int Capacity)
{
    /// <summary>Above any load of a replica.</summary>
    internal static Load Highest => new(1, 0);

    /// <summary>The load of <paramref name="candidate"/> now; <paramref name="own"/> are this edge's requests in it.</summary>
    internal static Load Of(in Candidate candidate, out int own)
    {
        own = candidate.Replica.Outstanding;
        return new Load(own + candidate.Replica.Elsewhere, candidate.Capacity);
    }

    /// <summary>Below 0 when this is lower than <paramref name="other"/>, 0 when they are equal: a ÷ b &lt; c ÷ d is a · d &lt; c · b, without rounding.</summary>
    internal long Against(Load other) => (long)Outstanding * other.Capacity - (long)other.Outstanding * Capacity;
}
