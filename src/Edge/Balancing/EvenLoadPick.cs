using System.Collections.Immutable;
using ConfigSync.Snapshots;

namespace Edge.Balancing;

/// <summary>
/// The replica with the lowest outstanding requests ÷ capacity. Capacity is <see cref="ReplicaShare.MaxConcurrency"/> when every
/// replica in service states it, else <see cref="ReplicaShare.Replicas"/>. Ties go at random.
/// </summary>
internal static class EvenLoadPick
{
    /// <summary>Up to here all are compared: the lowest of all is what keeps loads within one of each other.</summary>
    internal const int CompareAll = 64;

    /// <summary>Above it the best of so many random ones: with 8 choices the fullest has about ln ln n ÷ ln 8 requests above the mean, one or two (balls into bins).</summary>
    private const int Samples = 8;

    /// <summary>
    /// How often a choice is made anew because counts moved meanwhile. Each failure means that another pick or end came in
    /// between, so even 64 threads that do nothing else rarely come near.
    /// </summary>
    private const int Attempts = 64;

    /// <summary>
    /// Picks over <paramref name="members"/>, which weigh <paramref name="weight"/> together, and begins the request; at least one replica
    /// in service is not in <paramref name="tried"/>.
    /// </summary>
    internal static Pick Begin(ImmutableArray<DeploymentModel> members, long weight, ReadOnlySpan<Replica> tried, ref PickRandom random)
    {
        bool byConcurrency = true;
        int count = 0;
        foreach (DeploymentModel member in members)
        {
            ReplicaSet set = Picker.SetOf(member);
            byConcurrency &= set.StatesCapacity;
            count += set.InService.Length;
        }

        // A count that has moved since it was read means that the choice may be wrong by now: choose again, or threads that read
        // at the same time would all pile onto one replica.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            bool chosen = count <= CompareAll
                ? TryLowest(members, byConcurrency, tried, ref random, out Pick pick, out int seen)
                : TryLowestOfFew(members, weight, byConcurrency, tried, ref random, out pick, out seen);
            if (chosen && pick.Replica.TryBegin(seen))
                return pick;
        }
        return WeightedPick.Begin(members, weight, tried, ref random);
    }

    /// <summary>
    /// One pass finds the lowest load and how many have it, a second takes one of those: a single draw however many tie, which
    /// is what picks among 64 would otherwise spend most of their time on. False when all of those have risen between the passes.
    /// </summary>
    private static bool TryLowest(
        ImmutableArray<DeploymentModel> members, bool byConcurrency, ReadOnlySpan<Replica> tried, ref PickRandom random,
        out Pick pick, out int seen)
    {
        Load lowest = Load.Highest;
        int equals = 0;
        foreach (DeploymentModel member in members)
        {
            foreach (ReplicaShare share in Picker.SetOf(member).InService)
            {
                if (Picker.WasTried(tried, share.Replica))
                    continue;
                Load load = Load.Of(share, byConcurrency);
                long difference = load.Against(lowest);
                if (difference < 0)
                {
                    lowest = load;
                    equals = 0;
                }
                equals += difference <= 0 ? 1 : 0;
            }
        }
        return TryNth(random.Below(equals), lowest, members, byConcurrency, tried, out pick, out seen);
    }

    /// <summary>The <paramref name="n"/>th, from 0, of those whose load is <paramref name="limit"/> or lower; the last one when fewer are left.</summary>
    private static bool TryNth(
        long n, Load limit, ImmutableArray<DeploymentModel> members, bool byConcurrency, ReadOnlySpan<Replica> tried,
        out Pick pick, out int seen)
    {
        pick = default;
        seen = 0;
        bool found = false;
        foreach (DeploymentModel member in members)
        {
            foreach (ReplicaShare share in Picker.SetOf(member).InService)
            {
                Load load = Load.Of(share, byConcurrency);
                if (load.Against(limit) > 0 || Picker.WasTried(tried, share.Replica))
                    continue;
                found = true;
                pick = new Pick(member, share);
                seen = load.Outstanding;
                if (n-- == 0)
                    return true;
            }
        }
        return found;
    }

    /// <summary>The first of the lowest among a few draws: they come in random order, so the first is a random one. False when every one was tried.</summary>
    private static bool TryLowestOfFew(
        ImmutableArray<DeploymentModel> members, long weight, bool byConcurrency, ReadOnlySpan<Replica> tried, ref PickRandom random,
        out Pick pick, out int seen)
    {
        pick = default;
        Load lowest = Load.Highest;
        for (int i = 0; i < Samples; i++)
        {
            Pick candidate = Picker.Holder(members, random.Below(weight));
            Load load = Load.Of(candidate.Share, byConcurrency);
            if (load.Against(lowest) >= 0 || Picker.WasTried(tried, candidate.Replica))
                continue;
            lowest = load;
            pick = candidate;
        }
        seen = lowest.Outstanding;
        return lowest != Load.Highest;
    }
}
