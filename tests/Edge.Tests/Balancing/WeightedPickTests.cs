using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Faults;
using Shared.Memory;

namespace Edge.Tests.Balancing;

public class WeightedPickTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Three_and_two_replicas_share_sixty_to_forty()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [3], [2]);

        Statistics.ShouldShare(harness.Histogram(Draws), [0.6, 0.4], tolerance: 0.01);
    }

    [Fact]
    public void Weights_count_over_all_members_wherever_the_endpoints_stand()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 0, 4], [0], [2, 3]);

        Statistics.ShouldShare(harness.Histogram(Draws), [0.1, 0, 0.4, 0, 0.2, 0.3], tolerance: 0.01);
    }

    [Fact]
    public void Equal_weights_are_drawn_alike()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Repeat(1, 10).ToArray())]);

        Statistics.ShouldBeUniform(harness.Histogram(Draws));
    }

    [Fact]
    public void Load_does_not_matter()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1]);
        for (int i = 0; i < 1_000; i++)
            harness.Replicas[0].Begin();

        Statistics.ShouldShare(harness.Histogram(Draws), [0.5, 0.5], tolerance: 0.01);
    }

    [Fact]
    public void What_was_tried_gives_its_share_to_the_others_by_their_weights()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [5, 3], [1, 0]);

        Statistics.ShouldShare(harness.Histogram(Draws, harness.Replicas[0]), [0, 0.75, 0.25, 0], tolerance: 0.01);
        harness.Histogram(1_000, harness.Replicas[0], harness.Replicas[2]).ShouldBe([0, 1_000, 0, 0]);
    }

    [Fact]
    public void Weights_whose_sum_does_not_fit_into_32_bits_are_drawn_by()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [int.MaxValue, int.MaxValue], [int.MaxValue]);

        Statistics.ShouldBeUniform(harness.Histogram(Draws));
    }

    [Theory]
    [InlineData(RoutingStrategy.WeightedRandom)]
    [InlineData(RoutingStrategy.EvenLoad)]
    public void A_pick_names_its_member_and_is_counted_once(RoutingStrategy strategy)
    {
        var harness = new PickHarness(strategy, [0], [1]);

        Pick pick = harness.Pick();

        pick.Deployment.ShouldBeSameAs(harness.Split.Members[1]);
        pick.Replica.ShouldBeSameAs(harness.Replicas[1]);
        harness.Counts.ShouldBe([0, 1]);
        pick.Replica.End();
        harness.Counts.ShouldBe([0, 0]);
    }

    [Theory]
    [InlineData(RoutingStrategy.WeightedRandom)]
    [InlineData(RoutingStrategy.EvenLoad)]
    public void Members_without_any_replica_are_scaled_to_zero(RoutingStrategy strategy)
    {
        var harness = new PickHarness(strategy, [0, 0], [0]);

        harness.PickNone().ShouldBe(FaultKind.ScaledToZero);
        harness.PickNone(harness.Replicas[0]).ShouldBe(FaultKind.ScaledToZero);
    }

    [Theory]
    [InlineData(RoutingStrategy.WeightedRandom, 3)]
    [InlineData(RoutingStrategy.EvenLoad, 3)]
    [InlineData(RoutingStrategy.EvenLoad, EvenLoadPick.CompareAll + 1)]
    public void When_every_replica_was_tried_none_is_left(RoutingStrategy strategy, int replicas)
    {
        var harness = new PickHarness(strategy, Enumerable.Repeat(1, replicas).ToArray(), [0]);

        harness.PickNone([.. harness.Replicas[..replicas]]).ShouldBe(FaultKind.NoReplica);
    }

    [Theory]
    [InlineData(RoutingStrategy.WeightedRandom)]
    [InlineData(RoutingStrategy.EvenLoad)]
    public void A_pick_allocates_nothing(RoutingStrategy strategy)
    {
        var harness = new PickHarness(strategy, Enumerable.Repeat(2, 40).ToArray(), [.. Enumerable.Repeat(1, 40)]);
        var random = new PickRandom(1);
        Replica[] tried = [harness.Replicas[3]];
        SteadyState.Allocates(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                Picker.TryPick(harness.Split, i % 2 == 0 ? tried : default, 0, ref random, out Pick pick, out _);
                pick.Replica.End();
            }
        }).ShouldBe(0);
    }
}
