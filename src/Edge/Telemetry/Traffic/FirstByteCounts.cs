using System.Collections.Immutable;
using Edge.Telemetry.Exposition;

namespace Edge.Telemetry.Traffic;

/// <summary>How long answers took to begin, as counts by fixed bounds. Immutable.</summary>
/// <param name="counts">One for each bound, and one for what is above the last.</param>
internal sealed class FirstByteCounts(ImmutableArray<long> counts)
{
    /// <summary>Upper bounds in seconds, about three in each doubling and a half: a quantile read from them is off by less than half.</summary>
    private static readonly double[] Bounds =
    [
        0.001, 0.002, 0.003, 0.005, 0.007, 0.010, 0.015, 0.020, 0.030, 0.050, 0.070, 0.100, 0.150, 0.200, 0.300, 0.500, 0.700,
        1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 60, 120, 300,
    ];

    private static readonly BucketSearch Search = new(Bounds);

    /// <summary>None.</summary>
    internal static readonly FirstByteCounts None = new([.. new long[Buckets]]);

    /// <summary>How many counts there are.</summary>
    internal static int Buckets => Bounds.Length + 1;

    /// <summary>The place of so many seconds.</summary>
    internal static int BucketOf(double seconds) => Search.IndexOf(seconds);

    /// <summary>What was added since <paramref name="before"/>.</summary>
    internal FirstByteCounts Since(FirstByteCounts before) => ReferenceEquals(this, before) ? None : Combine(before, -1);

    /// <summary>Both together.</summary>
    internal FirstByteCounts Plus(FirstByteCounts other) => ReferenceEquals(other, None) ? this : Combine(other, 1);

    /// <summary>
    /// The seconds within which a share of the answers began, from 0 to 1, as if those between two bounds were spread evenly there; null without any answer.
    /// Those above the last bound count as that.
    /// </summary>
    internal double? Quantile(double share)
    {
        long all = 0;
        foreach (long count in counts)
            all += Math.Max(0, count);
        if (all == 0)
            return null;
        double rank = share * all;
        long below = 0;
        for (int i = 0; i < Bounds.Length; i++)
        {
            long here = Math.Max(0, counts[i]);
            if (here > 0 && below + here >= rank)
            {
                double from = i == 0 ? 0 : Bounds[i - 1];
                return from + (Bounds[i] - from) * (rank - below) / here;
            }
            below += here;
        }
        return Bounds[^1];
    }

    private FirstByteCounts Combine(FirstByteCounts other, int sign)
    {
        var sum = ImmutableArray.CreateBuilder<long>(Buckets);
        for (int i = 0; i < Buckets; i++)
            sum.Add(counts[i] + sign * other.At(i));
        return new FirstByteCounts(sum.MoveToImmutable());
    }

    private long At(int bucket) => counts[bucket];
}
