using ConfigSync.Resources;
using ConfigSync.Stores;
using static ConfigSync.Tests.Sync.Documents;

namespace ConfigSync.Tests.Sync;

public sealed class StoreFollowerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-follow-").FullName;

    private string LastKnownPath => Path.Combine(_folder, "last-known");

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Nothing_of_a_set_serves_before_it_is_whole()
    {
        var store = new ScriptedStore();
        await using var edge = new FollowedEdge(store);
        long version = edge.Snapshot.Version;
        for (int i = 0; i < 3_000; i++)
            store.Tell(Deployment($"d{i}", i + 1));
        await edge.Until(() => edge.State.StoredKeys().Length >= 2_000);
        edge.Snapshot.Version.ShouldBe(version);
        edge.Follower.IsReady.ShouldBeFalse();

        store.Synced();
        await edge.Until(() => edge.Follower.IsReady);
        edge.Snapshot.Version.ShouldBe(version + 1);
        edge.Snapshot.Deployments.Count.ShouldBe(3_000);
    }

    [Fact]
    public async Task A_burst_of_changes_takes_few_snapshots_and_ends_in_the_last_of_each()
    {
        var store = new ScriptedStore();
        await using var edge = new FollowedEdge(store);
        store.Synced();
        await edge.Until(() => edge.Follower.IsReady);
        long version = edge.Snapshot.Version;

        for (int i = 1; i <= 10_000; i++)
            store.Tell(Deployment($"d{i % 10}", i, url: $"http://r{i}"));

        await edge.Until(() => edge.State.Find(DeploymentKey("d0")) is { ServedRevision: 10_000 } && edge.Snapshot.FindDeployment("accounts/acme/deployments/d0")?.Config.Endpoints[0].Url.Host == "r10000");
        edge.Snapshot.Deployments.Select(model => model.Config.Endpoints[0].Url.Host).ShouldBe(
            Enumerable.Range(9_991, 10).Select(i => $"r{i}"), ignoreOrder: true);
        (edge.Snapshot.Version - version).ShouldBeLessThan(5_000, "changes that come together are applied together");
    }

    [Fact]
    public async Task A_watch_that_failed_begins_anew_and_finds_what_went_meanwhile()
    {
        var store = new ScriptedStore();
        await using var edge = new FollowedEdge(store);
        store.Tell(Deployment("stays", 1));
        store.Tell(Deployment("goes", 2));
        store.Tell(Entry(DeploymentKey("bad"), 3, "?"));
        store.Synced();
        await edge.Until(() => edge.Follower.IsReady);

        store.Fail();
        await edge.Until(() => store.Watches == 2);
        edge.Serves("goes").ShouldBeTrue("what was applied serves on");
        store.Tell(Deployment("stays", 1));
        store.Synced();

        await edge.Until(() => !edge.Serves("goes"));
        edge.Serves("stays").ShouldBeTrue();
        edge.State.Refused.ShouldBe(0);
        edge.Log.ShouldContain("failed scripted");
    }

    [Fact]
    public async Task After_an_adoption_lower_revisions_are_taken()
    {
        var store = new ScriptedStore();
        await using var edge = new FollowedEdge(store);
        store.Tell(Deployment("d", 100));
        store.Synced();
        await edge.Until(() => edge.Serves("d"));

        store.Tell(new StoreRenumbered());
        store.Tell(Deployment("d", 1, url: "http://anew"));
        await edge.Until(() => edge.Snapshot.FindDeployment("accounts/acme/deployments/d")!.Config.Endpoints[0].Url.Host == "anew");
    }

    [Fact]
    public async Task A_start_without_the_store_serves_what_was_applied_last()
    {
        var first = new ScriptedStore { LastKnownGood = LastKnownPath };
        await using (var edge = new FollowedEdge(first))
        {
            first.Tell(Deployment("d", 7));
            first.Synced();
            await edge.Until(() => edge.Serves("d"));
            edge.Log.ShouldContain(line => line.StartsWith("no last known", StringComparison.Ordinal));
            first.Tell(Entry(DeploymentKey("d"), 8, "broken"));
            first.Tell(Deployment("late", 9));
            await edge.Until(() => edge.Serves("late"));
        }

        var second = new ScriptedStore { LastKnownGood = LastKnownPath };
        await using var again = new FollowedEdge(second);
        await again.Until(() => second.OpenedWith is not null);
        again.Follower.IsReady.ShouldBeTrue();
        again.Serves("d").ShouldBeTrue();
        again.Serves("late").ShouldBeTrue();
        again.Follower.IsOnLastKnown.ShouldBeTrue();
        again.Log.ShouldContain("last known 2");
        second.OpenedWith!.Entries.Select(entry => entry.Revision).ShouldBe([7L, 9L], ignoreOrder: true, "the good version is kept, and the store tells the bad one again");

        second.Tell(new StoreDelete(DeploymentKey("late"), 12));
        second.Synced();
        await again.Until(() => !again.Follower.IsOnLastKnown);
        again.Serves("late").ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_kept_of_another_store_is_not_used()
    {
        new LastKnownGood(LastKnownPath).Save(new LastKnown("other 1", 0, [Deployment("d", 1)])).ShouldBeNull();
        var store = new ScriptedStore { LastKnownGood = LastKnownPath };
        await using var edge = new FollowedEdge(store);

        await edge.Until(() => store.Watches == 1);
        edge.Follower.IsReady.ShouldBeFalse();
        edge.Serves("d").ShouldBeFalse();
        edge.Log.ShouldContain(line => line.Contains("of another store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_file_is_told_and_the_store_is_followed_all_the_same()
    {
        await File.WriteAllBytesAsync(LastKnownPath, "edgelkg1 and then rubbish"u8.ToArray());
        var store = new ScriptedStore { LastKnownGood = LastKnownPath };
        await using var edge = new FollowedEdge(store);
        store.Tell(Deployment("d", 1));
        store.Synced();

        await edge.Until(() => edge.Serves("d"));
        edge.Log.ShouldContain(line => line.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_once_and_stops_nothing()
    {
        var store = new ScriptedStore { LastKnownGood = Path.Combine(_folder, "missing", "last-known") };
        await using var edge = new FollowedEdge(store);
        store.Synced();
        await edge.Until(() => edge.Log.Any(line => line.StartsWith("not saved", StringComparison.Ordinal)));

        store.Tell(Deployment("d", 1));
        await edge.Until(() => edge.Serves("d"));
        edge.Log.Count(line => line.StartsWith("not saved", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Changes_are_kept_while_it_runs_and_not_only_at_the_end()
    {
        var store = new ScriptedStore { LastKnownGood = LastKnownPath };
        await using var edge = new FollowedEdge(store);
        store.Tell(Deployment("d", 1));
        store.Synced();

        await edge.Until(() => new LastKnownGood(LastKnownPath).TryLoad(out LastKnown? known, out _) && known.Entries.Length == 1);
        store.Identity = "scripted 2";
        store.Synced();
        await edge.Until(() => new LastKnownGood(LastKnownPath).TryLoad(out LastKnown? known, out _) && known.Identity == "scripted 2");
    }

    [Fact]
    public async Task Refusals_are_told_but_do_not_fill_the_log()
    {
        var store = new ScriptedStore();
        await using var edge = new FollowedEdge(store);
        store.Synced();
        for (int i = 1; i <= 500; i++)
            store.Tell(Entry(DeploymentKey("d"), i, "?"));
        store.Tell(new StoreForeign("what?", "no name"));

        await edge.Until(() => edge.Follower.Foreign == 1 && edge.Log.Any(line => line.StartsWith("more", StringComparison.Ordinal)));
        edge.Log.ShouldContain(line => line.StartsWith("refused accounts/acme/deployments/d 1:", StringComparison.Ordinal));
        edge.Log.Count(line => line.StartsWith("refused", StringComparison.Ordinal)).ShouldBeLessThan(200);
    }

    [Fact]
    public async Task A_store_that_is_lost_and_comes_back_is_told()
    {
        var store = new ScriptedStore { Status = new StoreStatus(StoreState.Live, "") };
        await using var edge = new FollowedEdge(store);
        await edge.Until(() => edge.Log.Contains("store Live "));

        store.Status = new StoreStatus(StoreState.Disconnected, "gone");
        await edge.Until(() => edge.Log.Contains("store Disconnected gone"));
        edge.Follower.Status.Reason.ShouldBe("gone");
    }

    [Fact]
    public async Task A_folder_is_followed_as_it_is_edited()
    {
        string resources = Directory.CreateDirectory(Path.Combine(_folder, "resources")).FullName;
        await File.WriteAllTextAsync(Path.Combine(resources, "deployment.acme.d.json"), """{ "endpoints": [ { "url": "http://a" } ] }""");
        await using var edge = new FollowedEdge(new ConfigSync.Sync.ConfiguredStore(
            new StoreConfig { Folder = resources, BaseDirectory = resources }, "test", TimeProvider.System));
        await edge.Until(() => edge.Follower.IsReady);
        edge.Serves("d").ShouldBeTrue();

        await File.WriteAllTextAsync(Path.Combine(resources, "router.acme.r.json"), """{ "deployments": [ "d" ] }""");
        await edge.Until(() => edge.Snapshot.Entries.Count == 2);
        File.Delete(Path.Combine(resources, "deployment.acme.d.json"));
        await edge.Until(() => edge.State.Idle == 1);
    }
}
