using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;
using static System.Threading.CancellationToken;

namespace ConfigSync.Tests.Stores;

public class FileStoreTests
{
    private static readonly ResourceKey Chat = new(ResourceKind.Router, "default", "chat");

    [Fact]
    public async Task What_was_put_is_got_until_it_is_deleted()
    {
        using var folder = new ConfigFolder();
        await using var store = new FileStore(folder.Folder, TimeProvider.System);
        (await store.GetAsync(Chat, None)).ShouldBeNull();
        StoreWrite put = await Put(store, "one", null);
        put.Outcome.ShouldBe(StoreWriteOutcome.Written);
        StoreEntry entry = (await store.GetAsync(Chat, None)).ShouldNotBeNull();
        entry.Key.ShouldBe(Chat);
        entry.Revision.ShouldBe(put.Revision);
        entry.Written.UtcTicks.ShouldBe(DateTimeOffset.UnixEpoch.UtcTicks + put.Revision);
        Encoding.UTF8.GetString(entry.Document.Span).ShouldBe("one");
        StoreWrite deleted = await store.DeleteAsync(Chat, put.Revision, None);
        deleted.Outcome.ShouldBe(StoreWriteOutcome.Written);
        deleted.Revision.ShouldBeGreaterThan(put.Revision);
        (await store.GetAsync(Chat, None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_is_called_like_its_resource_and_its_owners_alone()
    {
        using var folder = new ConfigFolder();
        await using var store = new FileStore(folder.Folder, TimeProvider.System);
        await Put(store, "one", null);
        File.ReadAllText(folder.In("router.default.chat.json")).ShouldBe("one");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder.In("router.default.chat.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_write_that_expects_another_revision_is_a_conflict_and_writes_nothing()
    {
        using var folder = new ConfigFolder();
        await using var store = new FileStore(folder.Folder, TimeProvider.System);
        (await Put(store, "one", 5)).ShouldBe(new StoreWrite(StoreWriteOutcome.Conflict, 0, "there is none"));
        StoreWrite one = await Put(store, "one", 0);
        (await Put(store, "two", 0)).ShouldBe(new StoreWrite(StoreWriteOutcome.Conflict, one.Revision, "somebody else wrote it"));
        StoreWrite two = await Put(store, "two", one.Revision);
        two.Outcome.ShouldBe(StoreWriteOutcome.Written);
        (await Put(store, "three", one.Revision)).Outcome.ShouldBe(StoreWriteOutcome.Conflict);
        (await store.DeleteAsync(Chat, one.Revision, None)).Outcome.ShouldBe(StoreWriteOutcome.Conflict);
        File.ReadAllText(folder.In("router.default.chat.json")).ShouldBe("two");
        (await store.DeleteAsync(Chat, null, None)).Outcome.ShouldBe(StoreWriteOutcome.Written);
        (await store.DeleteAsync(Chat, null, None)).Outcome.ShouldBe(StoreWriteOutcome.Written);
        (await store.DeleteAsync(Chat, two.Revision, None)).Outcome.ShouldBe(StoreWriteOutcome.Conflict);
    }

    [Fact]
    public async Task A_file_edited_by_hand_has_another_revision()
    {
        using var folder = new ConfigFolder();
        await using var store = new FileStore(folder.Folder, TimeProvider.System);
        StoreWrite one = await Put(store, "one", 0);
        File.WriteAllText(folder.In("router.default.chat.json"), "by hand");
        (await Put(store, "two", one.Revision)).Outcome.ShouldBe(StoreWriteOutcome.Conflict);
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        using var folder = new ConfigFolder();
        await using var store = new FileStore(folder.Folder, TimeProvider.System);
        (await store.PutAsync(Chat, new byte[ResourceDocument.MaxBytes], null, None)).Outcome.ShouldBe(StoreWriteOutcome.Written);
        (await store.PutAsync(Chat, new byte[ResourceDocument.MaxBytes + 1], null, None)).Outcome.ShouldBe(StoreWriteOutcome.TooLarge);
        ResourceKey name = Chat with { Id = new string('a', StoreKeyText.MaxLength - "router.default.".Length) };
        (await store.PutAsync(name, "{}"u8.ToArray(), null, None)).Outcome.ShouldBe(StoreWriteOutcome.Written);
        (await store.PutAsync(name with { Id = name.Id + "a" }, "{}"u8.ToArray(), null, None)).Outcome.ShouldBe(StoreWriteOutcome.TooLarge);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_unavailable()
    {
        using var folder = new ConfigFolder();
        await using var store = new FileStore(folder.In("none"), TimeProvider.System);
        StoreWrite write = await Put(store, "one", null);
        write.Outcome.ShouldBe(StoreWriteOutcome.Unavailable);
        write.Reason.ShouldContain("cannot be written to");
        await Should.ThrowAsync<StoreException>(async () => await store.GetAsync(Chat, None));
    }

    [Fact]
    public async Task Of_many_writers_in_two_stores_exactly_one_takes_the_place_of_each_revision()
    {
        using var folder = new ConfigFolder();
        await using var one = new FileStore(folder.Folder, TimeProvider.System);
        await using var other = new FileStore(folder.Folder, TimeProvider.System);
        await Put(one, "0", 0);
        var revisions = new ConcurrentBag<long>();
        async Task Count(FileStore store)
        {
            for (int counted = 0; counted < 15;)
            {
                StoreEntry entry = (await store.GetAsync(Chat, None))!;
                int number = int.Parse(entry.Document.Span, CultureInfo.InvariantCulture);
                StoreWrite write = await Put(store, $"{number + 1}", entry.Revision);
                if (write.Outcome == StoreWriteOutcome.Conflict)
                    continue;
                write.Outcome.ShouldBe(StoreWriteOutcome.Written, write.Reason);
                revisions.Add(write.Revision);
                counted++;
            }
        }
        await Task.WhenAll(Task.Run(() => Count(one)), Task.Run(() => Count(one)), Task.Run(() => Count(other)), Task.Run(() => Count(other)));
        File.ReadAllText(folder.In("router.default.chat.json")).ShouldBe("60");
        revisions.Distinct().Count().ShouldBe(60);
    }

    [Fact]
    public async Task Revisions_grow_over_restarts_and_deletions_although_the_clock_goes_back()
    {
        using var folder = new ConfigFolder();
        var clock = new SetClock { Now = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        long last = 0;
        for (int start = 0; start < 5; start++)
        {
            await using var store = new FileStore(folder.Folder, clock);
            foreach (Func<ValueTask<StoreWrite>> write in new[] { () => Put(store, "one", null), () => Put(store, "two", null), () => store.DeleteAsync(Chat, null, None) })
            {
                StoreWrite written = await write();
                written.Revision.ShouldBeGreaterThan(last);
                last = written.Revision;
            }
            clock.Now -= TimeSpan.FromDays(365);
        }
    }

    [Fact]
    public async Task What_a_stopped_writer_left_is_taken_away_and_nothing_else()
    {
        using var folder = new ConfigFolder();
        File.WriteAllText(folder.In(".edge-0123.new"), "{ half");
        File.WriteAllText(folder.In(".other"), "");
        await using var store = new FileStore(folder.Folder, TimeProvider.System);
        await Put(store, "one", null);
        Directory.EnumerateFiles(folder.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe([".lock", ".other", "router.default.chat.json"]);
    }

    private static ValueTask<StoreWrite> Put(FileStore store, string document, long? expected) =>
        store.PutAsync(Chat, Encoding.UTF8.GetBytes(document), expected, None);

    private sealed class SetClock : TimeProvider
    {
        internal required DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
