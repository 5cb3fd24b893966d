using NBomber.Measuring;

namespace NBomber.Tests;

public sealed class HistogramTests
{
    private static readonly double[] Parts = [0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1];

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    public void Quantiles_are_those_of_the_sorted_numbers_within_one_part_in_two_to_the_bits(int bits)
    {
        var random = new Random(1);
        foreach (int count in (int[])[1, 2, 3, 100, 9999, 50_000])
        {
            var histogram = new Histogram(bits);
            long[] numbers = [.. Enumerable.Range(0, count).Select(_ => (long)Math.Exp(random.NextDouble() * 21))];
            foreach (long number in numbers)
                histogram.Add(number);
            Array.Sort(numbers);
            foreach (double part in Parts)
            {
                long exact = numbers[Math.Max(1, (int)Math.Ceiling(part * count)) - 1];
                histogram.Quantile(part).ShouldBeInRange(exact, exact + (exact >> bits), $"{part} of {count}");
            }
            histogram.Count.ShouldBe(count);
            (histogram.Min, histogram.Max, histogram.Quantile(1)).ShouldBe((numbers[0], numbers[^1], numbers[^1]));
        }
    }

    [Fact]
    public void Small_numbers_are_kept_as_they_are()
    {
        var histogram = new Histogram(7);
        for (int number = 255; number >= 0; number--)
            histogram.Add(number);
        for (int number = 0; number < 256; number++)
            histogram.Quantile((number + 1) / 256.0).ShouldBe(number);
    }

    [Fact]
    public void Mean_and_deviation_are_exact()
    {
        var histogram = new Histogram(7);
        foreach (long number in (long[])[2_000_000, 4_000_000, 4_000_000, 4_000_000, 5_000_000, 5_000_000, 7_000_000, 9_000_000])
            histogram.Add(number);
        histogram.Mean.ShouldBe(5_000_000);
        histogram.StdDev.ShouldBe(2_000_000, 0.01);
    }

    [Fact]
    public void Nothing_counted_is_zero_and_what_is_below_zero_counts_as_zero()
    {
        var histogram = new Histogram(7);
        (histogram.Quantile(0.5), histogram.Mean, histogram.StdDev).ShouldBe((0, 0, 0));
        histogram.Add(-5);
        (histogram.Count, histogram.Min, histogram.Max, histogram.Quantile(0.5)).ShouldBe((1, 0, 0, 0));
    }
}
