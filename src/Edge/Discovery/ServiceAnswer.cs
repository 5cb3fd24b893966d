using System.Net;

namespace Edge.Discovery;

/// <summary>Where a service runs now, or why that is not known. Immutable.</summary>
internal sealed class ServiceAnswer
{
    /// <summary>Most places; a service that has more is known by the first of them.</summary>
    internal const int MostEndPoints = 1024;

    /// <summary>How long "none" holds: what cluster DNS says of it, and soon enough for the first one that comes.</summary>
    internal static readonly TimeSpan EmptyTtl = TimeSpan.FromSeconds(5);

    /// <summary>The shortest time: a record that must not be kept is still not asked for with each request.</summary>
    internal static readonly TimeSpan ShortestTtl = TimeSpan.FromSeconds(1);

    /// <summary>The longest time: a mistaken record is not believed for days.</summary>
    internal static readonly TimeSpan LongestTtl = TimeSpan.FromHours(1);

    private ServiceAnswer(IReadOnlyList<IPEndPoint> endPoints, TimeSpan ttl, string? failure)
    {
        EndPoints = endPoints;
        Ttl = ttl;
        Failure = failure;
    }

    /// <summary>Each place once, in an order that depends on nothing else; empty when there is none, and when it failed.</summary>
    internal IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>How long this holds, <see cref="ShortestTtl"/> to <see cref="LongestTtl"/>; zero when it failed.</summary>
    internal TimeSpan Ttl { get; }

    /// <summary>Why it is not known, for people, so that what was known before holds; null when it is.</summary>
    internal string? Failure { get; }

    /// <summary>What was found, in any order.</summary>
    internal static ServiceAnswer Found(IEnumerable<IPEndPoint> endPoints, TimeSpan ttl)
    {
        IEnumerable<IPEndPoint> sorted = endPoints.Distinct()
            .OrderBy(place => place.AddressFamily)
            .ThenBy(place => Convert.ToHexString(place.Address.GetAddressBytes()), StringComparer.Ordinal)
            .ThenBy(place => place.Port);
        long ticks = Math.Clamp(ttl.Ticks, ShortestTtl.Ticks, LongestTtl.Ticks);
        return new ServiceAnswer([.. sorted.Take(MostEndPoints)], TimeSpan.FromTicks(ticks), null);
    }

    /// <summary>Nobody could say.</summary>
    internal static ServiceAnswer Failed(string reason) => new([], default, reason);
}
