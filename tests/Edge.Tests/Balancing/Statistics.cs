namespace Edge.Tests.Balancing;

/// <summary>Judges histograms of draws whose seed is fixed: a verdict repeats.</summary>
internal static class Statistics
{
    /// <summary>
    /// Pearson's chi-square against equal shares stays below the value that chance exceeds once in a thousand (Wilson and
    /// Hilferty's approximation for n - 1 degrees of freedom, 3.09 standard deviations).
    /// </summary>
    internal static void ShouldBeUniform(int[] hits)
    {
        double expected = hits.Sum() / (double)hits.Length;
        double chiSquare = hits.Sum(hit => (hit - expected) * (hit - expected) / expected);
        double freedom = hits.Length - 1;
        double limit = freedom * Math.Pow(1 - 2 / (9 * freedom) + 3.09 * Math.Sqrt(2 / (9 * freedom)), 3);
        chiSquare.ShouldBeLessThan(limit, string.Join(' ', hits));
    }

    /// <summary>Each share is within <paramref name="tolerance"/> of its part of the whole.</summary>
    internal static void ShouldShare(int[] hits, double[] parts, double tolerance)
    {
        double sum = hits.Sum();
        for (int i = 0; i < hits.Length; i++)
            (hits[i] / sum).ShouldBe(parts[i], tolerance, string.Join(' ', hits));
    }
}
