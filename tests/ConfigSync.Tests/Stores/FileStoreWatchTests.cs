using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;
using static System.Threading.CancellationToken;

namespace ConfigSync.Tests.Stores;

public class FileStoreWatchTests
{
    private static readonly ResourceKey Chat = new(ResourceKind.Router, "default", "chat");
    private static readonly ResourceKey Code = new(ResourceKind.Router, "default", "code");

    [Fact]
    public async Task A_watcher_is_told_all_there_is_then_that_this_was_all()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.In("router.default.chat.json"), "one");
        File.WriteAllText(folder.In("router.default.code.json"), "two");
        await using var watched = new WatchedStore(new FileStore(folder.Folder, TimeProvider.System));
        StoreEvent[] told = await watched.UntilSynced();
        told.Length.ShouldBe(3);
        told[..2].Cast<StoreEntry>().Select(put => Encoding.UTF8.GetString(put.Document.Span)).Order().ShouldBe(["one", "two"]);
        told[2].ShouldBeOfType<StoreSynced>();
        watched.Store.Status.ShouldBe(new StoreStatus(StoreState.Live, ""));
    }

    [Fact]
    public async Task Own_writes_are_told_once_with_their_revision()
    {
        using var folder = new ConfigFolder();
        await using var watched = new WatchedStore(new FileStore(folder.Folder, TimeProvider.System));
        await watched.UntilSynced();
        var revisions = new List<long>();
        for (int i = 0; i < 20; i++)
            revisions.Add((await Put(watched.Store, Chat, $"{i}")).Revision);
        long deleted = (await watched.Store.DeleteAsync(Chat, null, None)).Revision;
        // A file by hand comes two looks later, so that whatever would be told twice was told before.
        File.WriteAllText(folder.In("router.default.code.json"), "hand");
        await watched.UntilLast(Code, "hand");
        watched.Told.OfType<StoreEntry>().Where(put => put.Key == Chat).Select(put => put.Revision).ShouldBe(revisions);
        watched.Told.OfType<StoreDelete>().ShouldBe([new StoreDelete(Chat, deleted)]);
    }

    [Fact]
    public async Task What_people_and_other_processes_write_and_delete_is_told()
    {
        using var folder = new ConfigFolder();
        await using var other = new FileStore(folder.Folder, TimeProvider.System);
        await using var watched = new WatchedStore(new FileStore(folder.Folder, TimeProvider.System));
        await watched.UntilSynced();
        StoreWrite write = await Put(other, Chat, "one");
        (await watched.UntilLast(Chat, "one")).ShouldBeOfType<StoreEntry>().Revision.ShouldBe(write.Revision);
        // In place, which leaves the folder as it is.
        File.WriteAllText(folder.In("router.default.chat.json"), "by hand");
        StoreEntry entry = (await watched.UntilLast(Chat, "by hand")).ShouldBeOfType<StoreEntry>();
        entry.Revision.ShouldBeGreaterThan(write.Revision);
        entry.Revision.ShouldBe((await watched.Store.GetAsync(Chat, None))!.Revision);
        File.WriteAllText(folder.In(".saved"), "renamed");
        File.Move(folder.In(".saved"), folder.In("router.default.chat.json"), overwrite: true);
        entry = (await watched.UntilLast(Chat, "renamed")).ShouldBeOfType<StoreEntry>();
        File.Delete(folder.In("router.default.chat.json"));
        (await watched.UntilLast(Chat, null)).ShouldBe(new StoreDelete(Chat, entry.Revision));
    }

    [Fact]
    public async Task A_file_put_back_with_its_old_time_gets_a_new_one()
    {
        using var folder = new ConfigFolder();
        await using var watched = new WatchedStore(new FileStore(folder.Folder, TimeProvider.System));
        await watched.UntilSynced();
        long last = (await Put(watched.Store, Chat, "new")).Revision;
        foreach (string text in new[] { "old", "older" })
        {
            File.WriteAllText(folder.In(".backup"), text);
            File.SetLastWriteTimeUtc(folder.In(".backup"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            File.Move(folder.In(".backup"), folder.In("router.default.chat.json"), overwrite: true);
            StoreEntry entry = (await watched.UntilLast(Chat, text)).ShouldBeOfType<StoreEntry>();
            entry.Revision.ShouldBeGreaterThan(last);
            last = entry.Revision;
            (await watched.Store.GetAsync(Chat, None))!.Revision.ShouldBe(last);
            File.Delete(folder.In("router.default.chat.json"));
            await watched.UntilLast(Chat, null);
        }
    }

    [Fact]
    public async Task What_is_no_resource_is_told_once_and_files_with_a_dot_in_front_never()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.In("router.default.chat.json~"), "");
        File.WriteAllText(folder.In("flow.default.chat.json"), "");
        File.WriteAllText(folder.In(".router.default.chat.json.swp"), "");
        Directory.CreateDirectory(folder.In("router.default.sub.json"));
        await using var watched = new WatchedStore(new FileStore(folder.Folder, TimeProvider.System));
        await watched.UntilSynced();
        for (int i = 0; i < 3; i++)
        {
            File.WriteAllText(folder.In("router.default.code.json"), $"{i}");
            await watched.UntilLast(Code, $"{i}");
        }
        watched.Told.OfType<StoreForeign>().Select(foreign => foreign.Name).Order(StringComparer.Ordinal)
            .ShouldBe(["flow.default.chat.json", "router.default.chat.json~", "router.default.sub.json"]);
        watched.Told.OfType<StoreForeign>().ShouldAllBe(foreign => foreign.Reason.Length > 0);
    }

    [Fact]
    public async Task A_folder_that_goes_away_deletes_nothing_and_is_told_again_when_it_is_back()
    {
        using var folder = new ConfigFolder();
        string at = folder.In("store"), away = folder.In("away");
        Directory.CreateDirectory(at);
        File.WriteAllText(Path.Combine(at, "router.default.chat.json"), "one");
        File.WriteAllText(Path.Combine(at, "router.default.code.json"), "two");
        await using var watched = new WatchedStore(new FileStore(at, TimeProvider.System));
        await watched.UntilSynced();
        Directory.Move(at, away);
        await watched.Until(_ => watched.Store.Status.State == StoreState.Disconnected);
        watched.Store.Status.Reason.ShouldContain(at);
        watched.Told.OfType<StoreDelete>().ShouldBeEmpty();
        File.Delete(Path.Combine(away, "router.default.code.json"));
        Directory.Move(away, at);
        await watched.UntilSynced(2);
        watched.Told.OfType<StoreEntry>().Count().ShouldBe(2);
        watched.Told.OfType<StoreDelete>().ShouldHaveSingleItem().Key.ShouldBe(Code);
        watched.Store.Status.State.ShouldBe(StoreState.Live);
    }

    [Fact]
    public async Task Another_folder_that_is_empty_is_not_believed()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new ConfigFolder();
        string at = folder.In("store");
        Directory.CreateDirectory(at);
        File.WriteAllText(Path.Combine(at, "router.default.chat.json"), "one");
        await using var watched = new WatchedStore(new FileStore(at, TimeProvider.System));
        await watched.UntilSynced();
        Directory.Move(at, folder.In("away"));
        Directory.CreateDirectory(at);
        await watched.Until(_ => watched.Store.Status.State == StoreState.StoreReset);
        watched.Told.OfType<StoreDelete>().ShouldBeEmpty();
        (await Put(watched.Store, Code, "one")).Outcome.ShouldBe(StoreWriteOutcome.Unavailable);
        File.WriteAllText(Path.Combine(at, "router.default.code.json"), "two");
        await watched.UntilLast(Code, "two");
        await watched.UntilLast(Chat, null);
        await watched.UntilSynced(2);
        watched.Store.Status.State.ShouldBe(StoreState.Live);
    }

    [Fact]
    public async Task All_files_deleted_by_hand_are_told_deleted()
    {
        using var folder = new ConfigFolder();
        await using var watched = new WatchedStore(new FileStore(folder.Folder, TimeProvider.System));
        await Put(watched.Store, Chat, "one");
        await watched.UntilLast(Chat, "one");
        File.Delete(folder.In("router.default.chat.json"));
        await watched.UntilLast(Chat, null);
    }

    [Fact]
    public async Task There_is_one_watcher_at_a_time_and_another_may_follow()
    {
        using var folder = new ConfigFolder();
        await using var store = new FileStore(folder.Folder, TimeProvider.System);
        await using (IAsyncEnumerator<StoreEvent> first = store.WatchAsync(None).GetAsyncEnumerator(None))
        {
            (await first.MoveNextAsync()).ShouldBeTrue();
            await Should.ThrowAsync<InvalidOperationException>(async () => await store.WatchAsync(None).GetAsyncEnumerator(None).MoveNextAsync());
        }
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<StoreEvent> second = store.WatchAsync(stop.Token).GetAsyncEnumerator(None);
        (await second.MoveNextAsync()).ShouldBeTrue();
        second.Current.ShouldBeOfType<StoreSynced>();
        await stop.CancelAsync();
        (await second.MoveNextAsync()).ShouldBeFalse();
    }

    private static ValueTask<StoreWrite> Put(IResourceStore store, ResourceKey key, string document) =>
        store.PutAsync(key, Encoding.UTF8.GetBytes(document), null, None);
}
