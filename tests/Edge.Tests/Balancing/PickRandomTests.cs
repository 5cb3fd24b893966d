using Edge.Balancing;

namespace Edge.Tests.Balancing;

public class PickRandomTests
{
    [Fact]
    public void The_sequence_is_that_of_the_published_algorithm()
    {
        // The first outputs of SplitMix64 for seed 1234567, as the reference implementation prints them.
        var random = new PickRandom(1234567);

        random.Next().ShouldBe(6457827717110365317UL);
        random.Next().ShouldBe(3203168211198807973UL);
        random.Next().ShouldBe(9817491932198370423UL);
    }

    [Fact]
    public void A_seed_decides_the_sequence_and_fresh_ones_differ()
    {
        PickRandom a = new(7), b = new(7), c = PickRandom.Create(), d = PickRandom.Create();

        a.Next().ShouldBe(b.Next());
        c.Next().ShouldNotBe(d.Next());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(64)]
    public void Numbers_below_a_bound_are_uniform(int bound)
    {
        var random = new PickRandom(42);
        var hits = new int[bound];
        for (int i = 0; i < bound * 10_000; i++)
            hits[random.Below(bound)]++;

        hits.ShouldAllBe(hit => hit > 0);
        if (bound > 1)
            Statistics.ShouldBeUniform(hits);
    }

    [Fact]
    public void A_bound_beyond_32_bits_is_kept()
    {
        var random = new PickRandom(1);
        long bound = 5_000_000_000, most = 0;
        for (int i = 0; i < 1_000; i++)
        {
            long number = random.Below(bound);
            number.ShouldBeInRange(0, bound - 1);
            most = Math.Max(most, number);
        }
        most.ShouldBeGreaterThan(uint.MaxValue);
    }
}
