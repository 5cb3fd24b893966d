namespace Edge.Balancing;

/// <summary>How long the replicas of one deployment took on average to begin their answers, each over its last <see cref="Answers"/>. Safe from any thread.</summary>
internal sealed class LatencyBook
{
    /// <summary>So many answers say something about a replica; the clock behind them is coarse, and fewer would show its steps.</summary>
    internal const int Answers = 50;

    /// <summary>How long what a replica showed counts, in milliseconds.</summary>
    private const long Lasts = 60_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ReplicaHealth, (double Mean, long At)> _means = [];

    /// <summary>Notes the average of <paramref name="replica"/>, in milliseconds; returns the median of the others', or null where none of them has shown any lately.</summary>
    internal double? Note(ReplicaHealth replica, double mean, long now)
    {
        lock (_gate)
        {
            _means[replica] = (mean, now);
            double[] others = [.. _means.Where(one => one.Key != replica && now - one.Value.At <= Lasts).Select(one => one.Value.Mean).Order()];
            if (others.Length == 0)
                return null;
            int middle = others.Length / 2;
            return others.Length % 2 == 1 ? others[middle] : (others[middle - 1] + others[middle]) / 2;
        }
    }

    /// <summary>A replica is gone, or out: it says nothing about what is usual.</summary>
    internal void Forget(ReplicaHealth replica)
    {
        lock (_gate)
            _means.Remove(replica);
    }
}
