using Edge.Balancing;
using Edge.Fleet;

namespace Edge.Tests.Fleet;

/// <summary>Edges that tell each other what they have, over a wire that may lose, double and delay.</summary>
public class FleetLoadTests
{
    private readonly FleetModel _a = new(3);
    private readonly FleetModel _b = new(3);

    [Fact]
    public void An_edge_without_requests_says_nothing()
    {
        for (long now = 0; now < 5_000; now += 100)
            _a.Report(now).ShouldBeNull();
    }

    [Fact]
    public void What_one_edge_has_counts_for_the_other()
    {
        _a.Picks.Replicas[1].Begin();
        _a.Picks.Replicas[1].Begin();

        _b.Peers.Take(_a.Report(0)!, 0).ShouldBe(ReportFate.TakenFromNewPeer);

        _b.Elsewhere.ShouldBe([0, 2, 0]);
        _a.Elsewhere.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void The_other_edge_avoids_what_is_loaded_elsewhere()
    {
        _a.Picks.Replicas[1].Begin();
        _b.Peers.Take(_a.Report(0)!, 0);

        int[] hits = _b.Picks.Histogram(300);

        hits[1].ShouldBe(0);
    }

    [Fact]
    public void Only_what_changed_is_told()
    {
        _a.Picks.Replicas[0].Begin();
        byte[] first = _a.Report(0)!;
        _a.Report(100).ShouldBeNull();
        _a.Picks.Replicas[1].Begin();
        byte[] second = _a.Report(200)!;

        second.Length.ShouldBe(first.Length);
        _b.Peers.Take(first, 0);
        _b.Peers.Take(second, 200);
        _b.Elsewhere.ShouldBe([1, 1, 0]);
    }

    [Fact]
    public void A_busy_edge_is_heard_often_enough_to_stay_known()
    {
        _a.Picks.Replicas[0].Begin();
        for (long now = 0; now < 10_000; now += 100)
        {
            if (_a.Report(now) is { } report)
                _b.Peers.Take(report, now);
            _b.Peers.Refresh(_b.Compared, now);
            _b.Elsewhere.ShouldBe([1, 0, 0]);
        }
    }

    [Fact]
    public void An_edge_that_is_silent_for_a_second_counts_no_more()
    {
        _a.Picks.Replicas[0].Begin();
        _b.Peers.Take(_a.Report(0)!, 0);
        _b.Peers.Refresh(_b.Compared, 1_000);
        _b.Elsewhere.ShouldBe([1, 0, 0]);

        _b.Peers.Refresh(_b.Compared, 1_001);

        _b.Elsewhere.ShouldBe([0, 0, 0]);
        _b.Peers.Count.ShouldBe(0);
    }

    [Fact]
    public void An_edge_that_stops_counts_no_more_at_once()
    {
        _a.Picks.Replicas[0].Begin();
        _b.Peers.Take(_a.Report(0)!, 0);

        _b.Peers.Take(_a.End(), 1);

        _b.Elsewhere.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void Doubles_and_what_was_overtaken_change_nothing()
    {
        _a.Picks.Replicas[0].Begin();
        byte[] first = _a.Report(0)!;
        _a.Picks.Replicas[0].End();
        byte[] second = _a.Report(100)!;
        _b.Peers.Take(second, 100);

        _b.Peers.Take(first, 101).ShouldBe(ReportFate.PassedOver);
        _b.Peers.Take(second, 102).ShouldBe(ReportFate.PassedOver);

        _b.Elsewhere.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void An_edges_own_reports_are_not_for_it()
    {
        _a.Picks.Replicas[0].Begin();

        _a.Peers.Take(_a.Report(0)!, 0).ShouldBe(ReportFate.PassedOver);

        _a.Elsewhere.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void A_replica_that_is_compared_later_has_what_was_told_before()
    {
        var late = new FleetModel(3);
        late.Peers.Refresh([], 0);
        _a.Picks.Replicas[2].Begin();
        late.Peers.Take(_a.Report(0)!, 0);
        late.Elsewhere.ShouldBe([0, 0, 0]);

        late.Peers.Refresh(late.Compared, 1);
        late.Elsewhere.ShouldBe([0, 0, 1]);

        late.Peers.Refresh([], 2);
        late.Elsewhere.ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void Who_joins_hears_the_whole_at_the_next_report()
    {
        _a.Picks.Replicas[0].Begin();
        _b.Peers.Take(_a.Report(0)!, 0);
        var late = new FleetModel(3);
        late.Picks.Replicas[1].Begin();
        _a.Peers.Take(late.Report(0)!, 0).ShouldBe(ReportFate.TakenFromNewPeer);
        _a.Own.TellWhole();

        late.Peers.Take(_a.Report(100)!, 100);

        late.Elsewhere.ShouldBe([1, 0, 0]);
    }

    [Fact]
    public void A_lost_report_is_made_good_within_a_second()
    {
        _a.Picks.Replicas[0].Begin();
        _b.Peers.Take(_a.Report(0)!, 0);
        _a.Picks.Replicas[0].End();
        _a.Picks.Replicas[1].Begin();
        _a.Report(100).ShouldNotBeNull();

        for (long now = 200; now <= 1_100; now += 100)
        {
            if (_a.Report(now) is { } report)
                _b.Peers.Take(report, now);
        }

        _b.Elsewhere.ShouldBe([0, 1, 0]);
    }

    [Fact]
    public void More_peers_than_are_known_at_a_time_are_refused()
    {
        _a.Picks.Replicas[0].Begin();
        for (int i = 0; i < PeerLoads.MostPeers; i++)
            _b.Peers.Take(From(i), 0).ShouldBe(ReportFate.TakenFromNewPeer);

        _b.Peers.Take(_a.Report(0)!, 0).ShouldBe(ReportFate.Refused);
        _b.Elsewhere.ShouldBe([0, 0, 0]);

        static byte[] From(int number)
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            new LoadReport(new Guid(number, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1]), 1, false).Write(output, []);
            return output.WrittenSpan.ToArray();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_is_lost_doubled_and_delayed_the_counts_are_right_once_all_is_delivered(int seed)
    {
        var random = new Random(seed);
        FleetModel[] edges = [new(4), new(4), new(4)];
        var wire = new List<(FleetModel From, byte[] Bytes)>();
        long now = 0;
        for (int round = 0; round < 300; round++)
        {
            now += 100;
            foreach (FleetModel edge in edges)
                Work(edge, random);
            Exchange(edges, wire, now, report => random.Next(4) switch { 0 => 0, 1 => 2, _ => 1 }, random);
        }
        // Two seconds without a fault: each tells the whole at least once.
        for (long until = now + 2_000; now < until;)
        {
            now += 100;
            Exchange(edges, wire, now, _ => 1, null);
        }

        foreach (FleetModel edge in edges)
        {
            int[] expected = [.. Enumerable.Range(0, 4).Select(i => edges.Where(e => e != edge).Sum(e => e.Picks.Replicas[i].Outstanding))];
            edge.Elsewhere.ShouldBe(expected);
        }
    }

    [Fact]
    public void No_bytes_whatever_make_a_count_wrong_that_others_told()
    {
        var random = new Random(20261129);
        _a.Picks.Replicas[0].Begin();
        byte[] good = _a.Report(0)!;
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bad = [.. good];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            _b.Peers.Take(bad.AsSpan(0, random.Next(bad.Length + 1)), 0);
        }
        _b.Peers.Refresh(_b.Compared, 2_000);

        _b.Elsewhere.ShouldBe([0, 0, 0]);
        _a.Picks.Replicas[0].Begin();
        _b.Peers.Take(_a.Report(2_000)!, 2_000);
        _b.Elsewhere.ShouldBe([2, 0, 0]);
    }

    private static void Work(FleetModel edge, Random random)
    {
        Replica replica = edge.Picks.Replicas[random.Next(edge.Picks.Replicas.Length)];
        if (random.Next(2) == 0 || replica.Outstanding == 0)
            replica.Begin();
        else
            replica.End();
    }

    private static void Exchange(
        FleetModel[] edges, List<(FleetModel From, byte[] Bytes)> wire, long now, Func<byte[], int> copies, Random? shuffle)
    {
        foreach (FleetModel edge in edges)
        {
            if (edge.Report(now) is not { } report)
                continue;
            for (int i = copies(report); i > 0; i--)
                wire.Add((edge, report));
        }
        (FleetModel From, byte[] Bytes)[] arrived = [.. wire];
        shuffle?.Shuffle(arrived);
        wire.Clear();
        foreach ((FleetModel from, byte[] bytes) in arrived)
        {
            if (shuffle?.Next(3) == 0)
                wire.Add((from, bytes));
            foreach (FleetModel edge in edges.Where(e => e != from))
            {
                if (edge.Peers.Take(bytes, now) == ReportFate.TakenFromNewPeer)
                    edge.Own.TellWhole();
            }
        }
        foreach (FleetModel edge in edges)
            edge.Peers.Refresh(edge.Compared, now);
    }
}
