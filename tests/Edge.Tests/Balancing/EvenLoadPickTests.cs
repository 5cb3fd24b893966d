using ConfigSync.Resources;
using Edge.Balancing;

namespace Edge.Tests.Balancing;

public class EvenLoadPickTests
{
    [Fact]
    public void Equals_are_picked_alike()
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [1, 1, 1], [1, 1]);

        Statistics.ShouldBeUniform(harness.Histogram(100_000));
    }

    [Fact]
    public void Equals_among_unequal_ones_are_picked_alike()
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [1, 1, 1, 1, 1, 1]);
        foreach (int busy in new[] { 0, 1, 4 })
            harness.Replicas[busy].Begin();

        int[] hits = harness.Histogram(100_000);

        (hits[0], hits[1], hits[4]).ShouldBe((0, 0, 0));
        Statistics.ShouldBeUniform([hits[2], hits[3], hits[5]]);
    }

    [Fact]
    public void Under_constant_concurrency_loads_stay_within_one()
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [1, 1, 1], [1, 1, 1, 1]);
        var random = new Random(1);
        var running = Enumerable.Range(0, 100).Select(_ => harness.Pick().Replica).ToArray();
        for (int i = 0; i < 10_000; i++)
        {
            int ends = random.Next(running.Length);
            running[ends].End();
            running[ends] = harness.Pick().Replica;
            (harness.Counts.Max() - harness.Counts.Min()).ShouldBeLessThanOrEqualTo(1);
        }
        harness.Counts.Sum().ShouldBe(running.Length);
    }

    [Fact]
    public void One_that_takes_three_times_as_much_gets_three_times_as_much()
    {
        var harness = new PickHarness(10, 30, 10, 30);
        for (int i = 0; i < 80; i++)
            harness.Pick();

        harness.Counts.ShouldBe([10, 30, 10, 30]);
    }

    [Fact]
    public void Without_stated_capacity_an_endpoint_counts_its_replicas()
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [1], [3]);
        for (int i = 0; i < 40; i++)
            harness.Pick();

        harness.Counts.ShouldBe([10, 30]);
    }

    [Fact]
    public void Capacity_that_not_every_one_states_is_stated_by_none()
    {
        var harness = new PickHarness(
            RoutingStrategy.EvenLoad, [PickHarness.Deployment(0, (1, 100), (1, null)), PickHarness.Deployment(1, (2, 100))]);
        for (int i = 0; i < 40; i++)
            harness.Pick();

        harness.Counts.ShouldBe([10, 10, 20]);
    }

    [Fact]
    public void One_that_takes_no_requests_need_not_state_its_capacity()
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [PickHarness.Deployment(0, (1, 10), (1, 30), (0, null))]);
        for (int i = 0; i < 40; i++)
            harness.Pick();

        harness.Counts.ShouldBe([10, 30, 0]);
    }

    [Fact]
    public void Loads_are_compared_exactly_however_large()
    {
        var harness = new PickHarness(int.MaxValue, int.MaxValue - 1);
        for (int i = 0; i < 1_000; i++)
        {
            harness.Replicas[0].Begin();
            harness.Replicas[1].Begin();
        }

        harness.Histogram(100).ShouldBe([100, 0]);
    }

    [Fact]
    public void What_was_tried_is_not_picked_however_idle_it_is()
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [1, 1, 1]);
        harness.Replicas[2].Begin();

        harness.Histogram(100, harness.Replicas[0]).ShouldBe([0, 100, 0]);
        harness.Histogram(100, harness.Replicas[0], harness.Replicas[1]).ShouldBe([0, 0, 100]);
    }

    [Theory]
    [InlineData(EvenLoadPick.CompareAll + 1)]
    [InlineData(1024)]
    public void Above_the_limit_loads_stay_close_and_nobody_is_forgotten(int replicas)
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, Enumerable.Repeat(1, replicas).ToArray());
        for (int i = 0; i < replicas * 20; i++)
            harness.Pick();

        harness.Counts.Min().ShouldBeGreaterThanOrEqualTo(18);
        harness.Counts.Max().ShouldBeLessThanOrEqualTo(22);
    }

    [Fact]
    public void Above_the_limit_the_last_untried_one_is_found()
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, Enumerable.Repeat(1, 200).ToArray());

        harness.Pick([.. harness.Replicas[..199]]).Replica.ShouldBeSameAs(harness.Replicas[199]);
    }
}
