using System.Numerics;

namespace NBomber.Measuring;

/// <summary>
/// Counts whole numbers in buckets as HdrHistogram does: those below 2^(bits + 1) by themselves, larger ones 2^bits for each doubling, so that a
/// quantile is never off by more than one part in 2^bits. Not safe from several threads.
/// </summary>
internal sealed class Histogram(int bits)
{
    private long[] _counts = [];
    private double _sum;
    private double _squares;

    internal long Count { get; private set; }
    internal long Min { get; private set; }
    internal long Max { get; private set; }
    internal double Mean => Count == 0 ? 0 : _sum / Count;
    internal double StdDev => Count == 0 ? 0 : Math.Sqrt(Math.Max(0, (_squares / Count) - (Mean * Mean)));

    /// <summary>Counts a number; one below 0 is 0.</summary>
    internal void Add(long value)
    {
        value = Math.Max(0, value);
        int shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - bits);
        int index = (shift << bits) + (int)(value >> shift);
        if (index >= _counts.Length)
            Array.Resize(ref _counts, index + (1 << bits));
        _counts[index]++;
        (Min, Max) = (Count == 0 ? value : Math.Min(Min, value), Math.Max(Max, value));
        _sum += value;
        _squares += (double)value * value;
        Count++;
    }

    /// <summary>The least number that so large a part of all, 0 to 1, is not above: the upper end of its bucket. 0 without numbers.</summary>
    internal long Quantile(double part)
    {
        long left = Math.Clamp((long)Math.Ceiling(part * Count), 1, Math.Max(1, Count));
        for (int index = 0; index < _counts.Length; index++)
        {
            left -= _counts[index];
            if (left > 0)
                continue;
            int shift = Math.Max(0, (index >> bits) - 1);
            return Math.Min(Max, ((index - ((long)shift << bits) + 1) << shift) - 1);
        }
        return 0;
    }
}
