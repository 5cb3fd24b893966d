using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Intake;

namespace Edge.Tests.Balancing;

public class SessionPickTests
{
    private const int Sessions = 20_000;

    private static IEnumerable<ulong> Some => Enumerable.Range(0, Sessions).Select(i => SessionKey.Of(System.Text.Encoding.ASCII.GetBytes($"session-{i}")));

    private static Replica Of(SplitTable table, ulong session) => table.PickOf(SessionPick.Choose(table, default, session)).Replica;

    [Fact]
    public void A_session_stays_with_one_replica()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1, 1, 1]);
        SplitTable table = SplitTable.Of(harness.Split);
        foreach (ulong session in Some.Take(100))
        {
            Pick first = SessionPick.Begin(table, default, session);
            SessionPick.Begin(table, default, session).Replica.ShouldBeSameAs(first.Replica);
            first.Replica.End();
            first.Replica.End();
        }
        harness.Counts.ShouldAllBe(count => count == 0);
    }

    [Fact]
    public void Sessions_are_shared_out_by_weight()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [3, 1], [4]);
        SplitTable table = SplitTable.Of(harness.Split);
        int[] hits = new int[3];
        foreach (ulong session in Some)
            hits[harness.Replicas.IndexOf(Of(table, session))]++;
        Statistics.ShouldShare(hits, [0.375, 0.125, 0.5], tolerance: 0.015);
    }

    [Fact]
    public void Only_the_sessions_of_a_replica_that_goes_move()
    {
        SplitTable five = SplitTable.Of(new PickHarness(RoutingStrategy.WeightedRandom, [1, 1, 1, 1, 1]).Split);
        SplitTable four = SplitTable.Of(new PickHarness(RoutingStrategy.WeightedRandom, [1, 1, 1, 1]).Split);
        string gone = five.PickOf(4).Replica.Name;
        foreach (ulong session in Some)
        {
            string before = Of(five, session).Name;
            if (before != gone)
                Of(four, session).Name.ShouldBe(before);
        }
    }

    [Fact]
    public void One_that_was_tried_is_passed_over()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1]);
        SplitTable table = SplitTable.Of(harness.Split);
        ulong session = Some.First();
        Replica first = Of(table, session);
        table.PickOf(SessionPick.Choose(table, [first], session)).Replica.ShouldNotBeSameAs(first);
    }

    [Fact]
    public void An_overloaded_replica_passes_its_sessions_on_until_it_is_not()
    {
        var harness = new PickHarness(RoutingStrategy.WeightedRandom, [1, 1, 1, 1]);
        SplitTable table = SplitTable.Of(harness.Split);
        ulong session = Some.First();
        Replica first = Of(table, session);
        for (int i = 0; i < 7; i++)
            first.Begin();
        Of(table, session).ShouldBeSameAs(first, "a short wait is worth a warm cache");
        first.Begin();
        Of(table, session).ShouldNotBeSameAs(first);
        foreach (Replica other in harness.Replicas.Where(replica => replica != first))
        {
            for (int i = 0; i < 8; i++)
                other.Begin();
        }
        Of(table, session).ShouldBeSameAs(first, "all are as busy");
    }

    [Fact]
    public void What_a_replica_states_to_take_at_once_is_its_bound()
    {
        var harness = new PickHarness(2, 2, 2);
        SplitTable table = SplitTable.Of(harness.Split);
        ulong session = Some.First();
        Replica first = Of(table, session);
        first.Begin();
        Of(table, session).ShouldBeSameAs(first);
        first.Begin();
        Of(table, session).ShouldNotBeSameAs(first);
    }

    [Fact]
    public void Requests_that_are_shared_out_on_trial_are_not_counted()
    {
        var harness = new PickHarness(RoutingStrategy.EvenLoad, [1, 1], [2]);
        harness.Replicas[0].Begin();
        DryRun.Count(SplitTable.Of(harness.Split), RoutingStrategy.EvenLoad, 0, 399).ShouldBe([99, 100, 200]);
        DryRun.Count(SplitTable.Of(harness.Split), RoutingStrategy.WeightedRandom, 7, 10).Max().ShouldBe(10);
        harness.Counts.ShouldBe([1, 0, 0]);
    }
}
