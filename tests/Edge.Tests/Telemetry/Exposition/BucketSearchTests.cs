using Edge.Telemetry.Exposition;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>Buckets, whatever their number is.</summary>
public sealed class BucketSearchTests
{
    [Fact]
    public void A_value_is_in_the_first_bucket_whose_bound_it_is_not_above()
    {
        var random = new Random(20260102);
        for (int count = 0; count <= 33; count++)
        {
            double[] bounds = [.. Enumerable.Range(0, count).Select(_ => Math.Round(random.NextDouble() * 40 - 20, 1)).Distinct().Order()];
            var search = new BucketSearch(bounds);
            double[] values = [double.NegativeInfinity, -1e300, 0, 1e300, double.PositiveInfinity, .. bounds, .. bounds.Select(Math.BitIncrement), .. bounds.Select(Math.BitDecrement)];
            foreach (double value in values)
                search.IndexOf(value).ShouldBe(bounds.Count(bound => bound < value), $"{value} in {string.Join(", ", bounds)}");
        }
    }
}
