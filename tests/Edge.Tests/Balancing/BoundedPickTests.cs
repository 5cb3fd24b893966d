using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Faults;

namespace Edge.Tests.Balancing;

/// <summary>Deployments with a bound of outstanding requests (<c>limits.maxOutstanding</c>).</summary>
public class BoundedPickTests
{
    private static PickHarness Harness(RoutingStrategy strategy, int first, int second) => new(
        strategy, [Bounded(PickHarness.Deployment(0, (1, null), (1, null)), first), Bounded(PickHarness.Deployment(1, (1, null)), second)]);

    private static DeploymentConfig Bounded(DeploymentConfig deployment, int most) => deployment with { Limits = new LimitsConfig { MaxOutstanding = most } };

    [Theory]
    [InlineData(RoutingStrategy.WeightedRandom)]
    [InlineData(RoutingStrategy.EvenLoad)]
    public void A_full_deployment_gets_no_more_and_the_other_does(RoutingStrategy strategy)
    {
        PickHarness harness = Harness(strategy, 4, 0);
        for (int i = 0; i < 200; i++)
            harness.Pick();
        (harness.Counts[0] + harness.Counts[1]).ShouldBe(4);
        harness.Counts[2].ShouldBe(196);
    }

    [Fact]
    public void Where_all_are_full_there_is_no_pick_until_one_has_room()
    {
        PickHarness harness = Harness(RoutingStrategy.WeightedRandom, 2, 1);
        Replica[] picked = [harness.Pick().Replica, harness.Pick().Replica, harness.Pick().Replica];
        harness.TryPick(out FaultKind why).ShouldBeFalse();
        why.ShouldBe(FaultKind.DeploymentFull);
        picked[1].End();
        harness.TryPick(out _).ShouldBeTrue();
        harness.TryPick(out _).ShouldBeFalse();
    }

    [Fact]
    public void A_replica_that_was_tried_makes_no_room()
    {
        PickHarness harness = Harness(RoutingStrategy.WeightedRandom, 1, 0);
        while (harness.Counts[0] + harness.Counts[1] == 0)
            harness.Pick();
        harness.TryPick(out FaultKind why, harness.Replicas[2]).ShouldBeFalse();
        why.ShouldBe(FaultKind.DeploymentFull);
    }

    [Fact]
    public void A_session_goes_elsewhere_while_its_deployment_is_full()
    {
        PickHarness harness = Harness(RoutingStrategy.WeightedRandom, 1, 0);
        for (ulong session = 1; session < 100; session++)
            harness.PickFor(session);
        (harness.Counts[0] + harness.Counts[1]).ShouldBe(1);
    }

    [Fact]
    public void Only_one_of_many_threads_more_than_the_bound_gets_in()
    {
        PickHarness harness = Harness(RoutingStrategy.WeightedRandom, 8, 1);
        const int Threads = 4;
        Parallel.For(0, Threads, _ =>
        {
            PickRandom random = PickRandom.Create();
            for (int i = 0; i < 20_000; i++)
            {
                if (Picker.TryPick(harness.Split, [], 0, ref random, out Pick pick, out FaultKind _))
                {
                    harness.Counts.Sum().ShouldBeLessThanOrEqualTo(9 + Threads);
                    pick.Replica.End();
                }
            }
        });
        harness.Counts.ShouldAllBe(count => count == 0);
    }
}
