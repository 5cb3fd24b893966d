using ConfigSync.Resources;
using Edge.Balancing;

namespace Edge.Tests.Balancing;

public class CarefulPickTests
{
    private static void Eject(Replica replica)
    {
        for (int i = 0; i < 5; i++)
            replica.Health.Failed();
        replica.Health.State.ShouldBe(HealthState.Ejected);
    }

    [Theory]
    [InlineData(RoutingStrategy.WeightedRandom)]
    [InlineData(RoutingStrategy.EvenLoad)]
    public void What_is_ejected_is_not_picked_and_the_others_share(RoutingStrategy strategy)
    {
        var harness = new PickHarness(strategy, [1, 1, 2]);
        Eject(harness.Replicas[0]);
        Statistics.ShouldShare(harness.Histogram(30_000), strategy == RoutingStrategy.EvenLoad ? [0, 0, 1] : [0, 0.333, 0.667], tolerance: 0.02);
        harness.Counts.ShouldAllBe(count => count == 0);
    }

    [Fact]
    public void Where_all_are_ejected_all_are_asked()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1], [1]);
        Eject(harness.Replicas[0]);
        Eject(harness.Replicas[1]);
        Statistics.ShouldShare(harness.Histogram(10_000), [0.5, 0.5], tolerance: 0.03);
    }

    [Fact]
    public void One_request_alone_goes_to_a_replica_that_is_due()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1]);
        Eject(harness.Replicas[0]);
        harness.Clock.Set(harness.Clock.Now + 5_000);
        harness.Directory.Sweep();
        harness.Pick().Replica.ShouldBeSameAs(harness.Replicas[0]);
        for (int i = 0; i < 100; i++)
            harness.Pick().Replica.ShouldBeSameAs(harness.Replicas[1]);
    }

    [Fact]
    public void A_replica_that_came_back_begins_with_a_tenth_of_its_share()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1]);
        Eject(harness.Replicas[0]);
        harness.Clock.Set(harness.Clock.Now + 5_000);
        harness.Directory.Sweep();
        harness.Pick().Replica.Health.Succeeded();
        harness.Replicas[0].End();
        Statistics.ShouldShare(harness.Histogram(30_000), [0.0909, 0.9091], tolerance: 0.015);
    }

    [Fact]
    public void A_session_whose_replica_is_ejected_goes_to_the_next_best_and_comes_back()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1, 1]);
        SplitTable table = SplitTable.Of(harness.Split);
        const ulong Session = 12345;
        Replica first = table.PickOf(SessionPick.Choose(table, default, Session)).Replica;
        Eject(first);
        PickRandom random = PickRandom.Create();
        Replica next = CarefulPick.Begin(table, RoutingStrategy.WeightedRandom, default, Session, ref random).Replica;
        next.ShouldNotBeSameAs(first);
        next.ShouldBeSameAs(table.PickOf(SessionPick.Choose(table, [first], Session)).Replica);
    }

    [Fact]
    public void An_overloaded_replica_passes_sessions_on_while_another_is_ejected()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1, 1, 1]);
        SplitTable table = SplitTable.Of(harness.Split);
        const ulong Session = 12345;
        Replica first = table.PickOf(SessionPick.Choose(table, default, Session)).Replica;
        Eject(harness.Replicas.First(replica => replica != first));
        for (int i = 0; i < 8; i++)
            first.Begin();
        PickRandom random = PickRandom.Create();
        Replica next = CarefulPick.Begin(table, RoutingStrategy.WeightedRandom, default, Session, ref random).Replica;
        next.ShouldNotBeSameAs(first);
        next.Health.State.ShouldBe(HealthState.InService);
    }

    [Fact]
    public void What_ails_replicas_elsewhere_is_nothing_to_a_split()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1], [1]);
        Eject(harness.Replicas[2]);
        CarefulPick.IsFor(SplitTable.Of(harness.Split)).ShouldBeTrue();
        CarefulPick.IsFor(SplitTable.Of(new ConfigSync.Plans.SplitNode(RoutingStrategy.WeightedRandom, [harness.Split.Members[0]]))).ShouldBeFalse();
    }
}
