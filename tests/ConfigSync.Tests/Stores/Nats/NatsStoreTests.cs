using System.Text;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Tests.Stores.Nats.Harness;
using NATS.Client.Core;
using static ConfigSync.Tests.Stores.Nats.Harness.NatsFixture;

namespace ConfigSync.Tests.Stores.Nats;

/// <summary>What a store does while nothing fails, with a real server.</summary>
public sealed class NatsStoreTests : IAsyncLifetime
{
    private NatsFixture _nats = null!;

    public async Task InitializeAsync() => _nats = await NatsFixture.StartAsync();

    public async Task DisposeAsync() => await _nats.DisposeAsync();

    [Fact]
    public async Task The_bucket_is_created_as_other_clients_create_it()
    {
        NatsStore store = _nats.Store();
        await _nats.Follow(store).SyncedAsync();

        string info = await ApiAsync(_nats.Connect(), "STREAM.INFO.KV_edge-config");

        foreach (string part in (string[])["\"subjects\":[\"$KV.edge-config.\\u003e\"]", "\"max_msgs_per_subject\":8", "\"allow_rollup_hdrs\":true", "\"deny_delete\":true",
            "\"allow_direct\":true", "\"discard\":\"new\"", "\"storage\":\"file\"", "\"num_replicas\":1", "\"max_age\":0", "\"duplicate_window\":120000000000"])
            info.ShouldContain(part);
        info.ShouldContain("\"deny_purge\":false");
        store.Status.ShouldBe(new StoreStatus(StoreState.Live, ""));
        store.Identity.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_bucket_of_others_is_taken_as_it_is()
    {
        NatsConnection connection = _nats.Connect();
        await ApiAsync(connection, "STREAM.CREATE.KV_edge-config", """{"name":"KV_edge-config","subjects":["$KV.edge-config.>"],"max_msgs_per_subject":1,"storage":"memory","allow_rollup_hdrs":true}""");
        NatsStore store = _nats.Store();
        Follower follower = _nats.Follow(store);
        await follower.SyncedAsync();

        await PutAsync(store, "a", "1");
        await PutAsync(store, "a", "2");

        await follower.UntilAsync(() => follower["a"] == "2");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public async Task However_long_its_history_the_last_document_of_each_key_is_what_is_held(int versions)
    {
        NatsStore writer = _nats.Store();
        for (int i = 0; i < 20; i++)
        {
            // Of half the keys, so that with two versions the stream is told whole, and with six key by key.
            for (int version = 1; version <= (i % 2 == 0 ? versions : 1); version++)
                await PutAsync(writer, $"k{i}", $"{i} {version}");
        }
        if (versions == 2)
            await DeleteAsync(writer, "k0");

        Follower follower = _nats.Follow(_nats.Store());
        await follower.SyncedAsync();

        follower.Count.ShouldBe(versions == 2 ? 19 : 20);
        for (int i = versions == 2 ? 1 : 0; i < 20; i++)
            follower[$"k{i}"].ShouldBe($"{i} {(i % 2 == 0 ? versions : 1)}");
    }

    [Fact]
    public async Task Purges_and_markers_of_others_delete()
    {
        NatsStore store = _nats.Store();
        Follower follower = _nats.Follow(store);
        foreach (string id in (string[])["a", "b", "c", "d"])
            await PutAsync(store, id, id);
        await follower.UntilAsync(() => follower.Count == 4);
        NatsConnection connection = _nats.Connect();

        await connection.RequestAsync<byte[], byte[]>("$KV.edge-config.router.default.a", [], new NatsHeaders { ["KV-Operation"] = "PURGE", ["Nats-Rollup"] = "sub" });
        await connection.RequestAsync<byte[], byte[]>("$KV.edge-config.router.default.b", [], new NatsHeaders { ["Nats-Marker-Reason"] = "MaxAge" });
        await connection.RequestAsync<byte[], byte[]>("$KV.edge-config.router.default.c", [], new NatsHeaders { ["KV-Operation"] = "DEL" });

        await follower.UntilAsync(() => follower.Count == 1);
        follower["d"].ShouldBe("d");
        (await store.GetAsync(Key("a"), default)).ShouldBeNull();
        (await store.GetAsync(Key("b"), default)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_deleted_can_be_created_again()
    {
        NatsStore store = _nats.Store();
        StoreWrite first = await store.PutAsync(Key("a"), "1"u8.ToArray(), 0, default);
        first.Outcome.ShouldBe(StoreWriteOutcome.Written, first.Reason);
        (await store.PutAsync(Key("a"), "2"u8.ToArray(), 0, default)).ShouldSatisfyAllConditions(
            write => write.Outcome.ShouldBe(StoreWriteOutcome.Conflict),
            write => write.Revision.ShouldBe(first.Revision));
        (await store.DeleteAsync(Key("a"), first.Revision, default)).Outcome.ShouldBe(StoreWriteOutcome.Written);

        (await store.PutAsync(Key("a"), "3"u8.ToArray(), first.Revision, default)).ShouldSatisfyAllConditions(
            write => write.Outcome.ShouldBe(StoreWriteOutcome.Conflict),
            write => write.Revision.ShouldBe(0));
        (await store.PutAsync(Key("a"), "4"u8.ToArray(), 0, default)).Outcome.ShouldBe(StoreWriteOutcome.Written);
        Encoding.UTF8.GetString((await store.GetAsync(Key("a"), default))!.Document.Span).ShouldBe("4");
    }

    [Fact]
    public async Task Writes_and_deletions_hold_what_was_expected()
    {
        NatsStore store = _nats.Store();
        (await store.GetAsync(Key("a"), default)).ShouldBeNull();
        (await store.PutAsync(Key("a"), "1"u8.ToArray(), 7, default)).Outcome.ShouldBe(StoreWriteOutcome.Conflict);
        long first = await PutAsync(store, "a", "1");
        long second = await PutAsync(store, "a", "2");

        second.ShouldBeGreaterThan(first);
        StoreWrite late = await store.DeleteAsync(Key("a"), first, default);
        late.Outcome.ShouldBe(StoreWriteOutcome.Conflict);
        late.Revision.ShouldBe(second);
        StoreEntry entry = (await store.GetAsync(Key("a"), default))!;
        (entry.Revision, Encoding.UTF8.GetString(entry.Document.Span)).ShouldBe((second, "2"));
        (await store.DeleteAsync(Key("a"), second, default)).Outcome.ShouldBe(StoreWriteOutcome.Written);
        (await store.DeleteAsync(Key("never-there"), null, default)).Outcome.ShouldBe(StoreWriteOutcome.Written);
    }

    [Fact]
    public async Task A_document_too_large_for_server_or_bucket_is_refused()
    {
        NatsStore store = _nats.Store();
        (await store.PutAsync(Key("a"), new byte[5 * 1024 * 1024], null, default)).Outcome.ShouldBe(StoreWriteOutcome.TooLarge);
        await ApiAsync(_nats.Connect(), "STREAM.CREATE.KV_small", """{"name":"KV_small","subjects":["$KV.small.>"],"max_msgs_per_subject":1,"max_msg_size":1000,"storage":"memory"}""");
        NatsStore small = _nats.Own(new NatsStore(_nats.Options() with { Bucket = "small" }));

        (await small.PutAsync(Key("a"), new byte[2000], null, default)).Outcome.ShouldBe(StoreWriteOutcome.TooLarge);
        await PutAsync(small, "a", "small");
        await PutAsync(store, "a", "and the connection stands");
    }

    [Fact]
    public async Task Keys_and_documents_of_any_kind_harm_nobody()
    {
        NatsConnection connection = _nats.Connect();
        NatsStore store = _nats.Store();
        Follower follower = _nats.Follow(store);
        await follower.SyncedAsync();
        foreach (string key in (string[])["a", "a.b", "router.default.x.y", "router.default.*", "router.default.>", "router.default.=ZZ", "unknown.default.x", "ROUTER.default.x", "router..x", "router.default.ä"])
        {
            await connection.PublishAsync($"$KV.edge-config.{key}", "{}"u8.ToArray());
            await connection.PublishAsync($"$KV.edge-config.{key}", "{}"u8.ToArray());
        }
        await connection.PingAsync();
        await PutAsync(store, "not-json", "{\"a\":");
        await PutAsync(store, "empty", "");
        await PutAsync(store, "large", new string('x', 900 * 1024));
        await PutAsync(store, "name with. dots* and >wild\u00e4cards", "odd");
        await PutAsync(store, "last", "last");

        await follower.UntilAsync(() => follower.Count == 5);
        follower["not-json"].ShouldBe("{\"a\":");
        follower["empty"].ShouldBe("");
        follower["large"]!.Length.ShouldBe(900 * 1024);
        follower["name with. dots* and >wild\u00e4cards"].ShouldBe("odd");
        string[] foreign = [.. follower.Events.OfType<StoreForeign>().Select(news => news.Name)];
        foreign.ShouldBeUnique();
        foreign.ShouldContain("router.default.x.y");
        foreign.ShouldContain("router.default.*");
        foreign.ShouldContain("unknown.default.x");
        store.Counters.ForeignKeys.ShouldBe(foreign.Length);
    }

    [Fact]
    public async Task Of_two_writers_one_wins_each_revision()
    {
        NatsStore[] writers = [_nats.Store(), _nats.Store()];
        Follower follower = _nats.Follow(_nats.Store());
        long start = await PutAsync(writers[0], "a", "0");

        int[] wins = await Task.WhenAll(writers.Select(RaceAsync));

        wins.Sum().ShouldBe(100);
        await follower.UntilAsync(() => follower["a"] == "100");
        (await writers[0].GetAsync(Key("a"), default))!.Revision.ShouldBe(start + 100);

        static async Task<int> RaceAsync(NatsStore store)
        {
            int wins = 0;
            while (await store.GetAsync(Key("a"), default) is { } entry && int.Parse(Encoding.UTF8.GetString(entry.Document.Span)) is var value and < 100)
            {
                StoreWrite write = await store.PutAsync(Key("a"), Encoding.UTF8.GetBytes($"{value + 1}"), entry.Revision, default);
                wins += write.Outcome == StoreWriteOutcome.Written ? 1 : 0;
                write.Outcome.ShouldBeOneOf(StoreWriteOutcome.Written, StoreWriteOutcome.Conflict);
            }
            return wins;
        }
    }

    [Fact]
    public async Task Ten_thousand_updates_in_a_burst_end_in_the_right_state()
    {
        Follower follower = _nats.Follow(_nats.Store());
        await follower.SyncedAsync();

        await FillAsync(_nats.Connect(), 10_000, i => $"k{i * 7919 % 500}", i => $"v{i}");

        var expected = new Dictionary<string, string>();
        for (int i = 0; i < 10_000; i++)
            expected[$"k{i * 7919 % 500}"] = $"v{i}";
        await follower.UntilAsync(() => follower.Count == 500 && follower.Held.All(pair => pair.Value == expected[pair.Key]));
        follower.Synced.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_held_already_is_compared_and_not_told_again()
    {
        NatsStore store = _nats.Store();
        Follower first = _nats.Follow(store);
        foreach (string id in (string[])["same", "changed", "deleted", "purged"])
            await PutAsync(store, id, "1");
        await first.UntilAsync(() => first.Count == 4);
        var past = new NatsStorePast(store.Identity, first.Past);
        await PutAsync(store, "changed", "2");
        await DeleteAsync(store, "deleted");
        await ApiAsync(_nats.Connect(), "STREAM.PURGE.KV_edge-config", """{"filter":"$KV.edge-config.router.default.purged"}""");

        NatsStore again = _nats.Store(past: past);
        var news = new List<StoreEvent>();
        await foreach (StoreEvent item in again.WatchAsync(default))
        {
            news.Add(item);
            if (item is StoreSynced)
                break;
        }

        news.OfType<StoreEntry>().Select(put => put.Key.Id).ShouldBe(["changed"]);
        news.OfType<StoreDelete>().Select(gone => gone.Key.Id).ShouldBe(["deleted", "purged"]);
        news.Last().ShouldBeOfType<StoreSynced>();
    }

    [Fact]
    public async Task A_connection_can_be_shared()
    {
        NatsConnection connection = _nats.Own(NatsConnecting.Create(_nats.Options()));
        await using (var store = new NatsStore(connection, _nats.Options()))
        {
            store.Connection.ShouldBeSameAs(connection);
            await PutAsync(store, "a", "1");
        }

        await using var other = new NatsStore(connection, _nats.Options());
        (await other.GetAsync(Key("a"), default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Twenty_thousand_keys_load_whole()
    {
        await using (NatsStore creator = new(_nats.Options()))
            await PutAsync(creator, "k0", "v0");
        await FillAsync(_nats.Connect(), 20_000, i => $"k{i}", i => $"v{i}");

        NatsStore store = _nats.Store();
        Follower follower = _nats.Follow(store);
        await follower.SyncedAsync();

        follower.Count.ShouldBe(20_000);
        store.Counters.ShouldBe(new NatsStoreCounters(0, 1, 0, 0, 0));
    }
}
