using Edge.Telemetry.Traffic;

namespace Edge.Tests.Telemetry.Traffic;

/// <summary>Quantiles that are read from counts.</summary>
public sealed class FirstByteCountsTests
{
    [Fact]
    public void Nothing_has_no_quantile() => FirstByteCounts.None.Quantile(0.5).ShouldBeNull();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.001, 0)]
    [InlineData(0.0011, 1)]
    [InlineData(300, 29)]
    [InlineData(301, 30)]
    public void A_time_is_counted_below_the_bound_that_is_not_below_it(double seconds, int bucket) => FirstByteCounts.BucketOf(seconds).ShouldBe(bucket);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void A_quantile_is_within_half_of_the_exact_one(double share)
    {
        var random = new Random(20260101);
        double[] times = [.. Enumerable.Range(0, 10_000).Select(_ => 0.002 * Math.Exp(random.NextDouble() * 9)).Order()];
        double exact = times[(int)Math.Ceiling(share * times.Length) - 1];
        Of(times).Quantile(share)!.Value.ShouldBeInRange(exact / 1.5, exact * 1.5);
    }

    [Fact]
    public void What_is_above_every_bound_counts_as_the_last() => Of(1000, 2000).Quantile(0.5).ShouldBe(300);

    [Fact]
    public void What_was_added_is_the_difference_and_the_sum_is_the_sum()
    {
        FirstByteCounts before = Of(0.004), both = Of(0.004, 2.5);
        both.Since(before).Quantile(1).ShouldBe(3);
        before.Plus(Of(2.5)).Quantile(1).ShouldBe(both.Quantile(1));
        both.Since(both).Quantile(1).ShouldBeNull();
    }

    private static FirstByteCounts Of(params double[] times)
    {
        var counts = new long[FirstByteCounts.Buckets];
        foreach (double time in times)
            counts[FirstByteCounts.BucketOf(time)]++;
        return new FirstByteCounts([.. counts]);
    }
}
