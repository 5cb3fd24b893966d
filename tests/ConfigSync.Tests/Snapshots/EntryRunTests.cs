using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using FsCheck;
using FsCheck.Fluent;

namespace ConfigSync.Tests.Snapshots;

/// <summary>Whatever comes, changes and goes: what is shown is what a plain list would be, and what was shown stays as it was.</summary>
public class EntryRunTests
{
    private static readonly RoutePlan Nowhere = SplitNode.Over(RoutingStrategy.WeightedRandom, []);

    [Fact]
    public void Any_changes_show_as_in_a_plain_list() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(400));

    [Fact]
    public void A_set_is_put_in_together_and_taken_out_one_by_one_until_nothing_is_left()
    {
        var run = new EntryRun();
        RouteEntry[] all = [.. Enumerable.Range(0, 1000).Select(_ => Entry(run.Next(), "a"))];
        foreach (RouteEntry entry in all)
            run.Add(entry);
        run.ToChunks().Select(chunk => chunk.Length).ShouldBe([256, 256, 256, 232]);

        var left = all.ToList();
        new Random(7).Shuffle(all);
        foreach (RouteEntry gone in all)
        {
            run.Remove(gone.Order);
            left.Remove(gone);
            RouteEntry[][] chunks = run.ToChunks();
            chunks.SelectMany(chunk => chunk).ShouldBe(left);
            chunks.ShouldAllBe(chunk => chunk.Length > 0);
            chunks.Zip(chunks.Skip(1), (one, next) => one.Length + next.Length).ShouldAllBe(both => both > EntryRun.MostEntries / 2);
        }
        run.ToChunks().ShouldBeEmpty();
    }

    [Fact]
    public void A_change_shares_all_chunks_but_its_own()
    {
        var run = new EntryRun();
        for (int i = 0; i < 1000; i++)
            run.Add(Entry(run.Next(), "a"));
        RouteEntry[][] before = run.ToChunks();

        run.Replace(Entry(300, "b"));
        run.Replace(Entry(301, "b"));

        RouteEntry[][] after = run.ToChunks();
        after.Zip(before, ReferenceEquals).ShouldBe([true, false, true, true]);
        before[1].ShouldAllBe(entry => entry.Account == "a");
    }

    [Fact]
    public void A_view_shows_runs_one_behind_the_other()
    {
        RouteEntry[][] first = [[Entry(0, "a"), Entry(1, "b")], [Entry(2, "c")]], second = [[Entry(0, "d")]];
        var view = new EntryView<string>([first, [], second], entry => entry.Account);

        view.ShouldBe(["a", "b", "c", "d"]);
        view.Count.ShouldBe(4);
        Enumerable.Range(0, 4).Select(i => view[i]).ShouldBe(["a", "b", "c", "d"]);
        Should.Throw<ArgumentOutOfRangeException>(() => view[4]);
        Should.Throw<ArgumentOutOfRangeException>(() => view[-1]);
    }

    private static bool Agrees(int[] changes)
    {
        var run = new EntryRun();
        List<RouteEntry> plain = [];
        List<(RouteEntry[][] Shown, RouteEntry[] Was)> shown = [];
        foreach (int change in changes)
        {
            int at = plain.Count == 0 ? 0 : (int)((uint)change % plain.Count);
            switch (Math.Abs(change % 5))
            {
                case 0 when plain.Count > 0:
                    run.Remove(plain[at].Order);
                    plain.RemoveAt(at);
                    break;
                case 1 when plain.Count > 0:
                    plain[at] = Entry(plain[at].Order, $"{change}");
                    run.Replace(plain[at]);
                    break;
                case 2:
                    shown.Add((run.ToChunks(), [.. plain]));
                    break;
                default:
                    for (int i = Math.Abs(change % 300); i >= 0; i--)
                    {
                        plain.Add(Entry(run.Next(), "new"));
                        run.Add(plain[^1]);
                    }
                    break;
            }
        }
        shown.Add((run.ToChunks(), [.. plain]));
        return shown.All(one => one.Shown.SelectMany(chunk => chunk).SequenceEqual(one.Was, ReferenceEqualityComparer.Instance));
    }

    private static RouteEntry Entry(long order, string account) => new("", account, false, [], 0, Nowhere) { Order = order };
}
