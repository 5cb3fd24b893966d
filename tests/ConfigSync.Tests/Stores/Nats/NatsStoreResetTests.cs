using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Tests.Stores.Nats.Harness;
using static ConfigSync.Tests.Stores.Nats.Harness.NatsFixture;

namespace ConfigSync.Tests.Stores.Nats;

/// <summary>A bucket that is not the one it was is not applied until an operator adopts it.</summary>
public sealed class NatsStoreResetTests : IAsyncLifetime
{
    private NatsFixture _nats = null!;
    private NatsStore _store = null!;
    private Follower _follower = null!;

    public async Task InitializeAsync()
    {
        _nats = await NatsFixture.StartAsync();
        _store = _nats.Store();
        _follower = _nats.Follow(_store);
        await PutAsync(_store, "a", "1");
        await PutAsync(_store, "b", "1");
        await _follower.UntilAsync(() => _follower.Count == 2 && _follower.Synced == 1);
    }

    public async Task DisposeAsync() => await _nats.DisposeAsync();

    [Fact]
    public async Task A_server_that_comes_back_empty_changes_nothing_until_it_is_adopted()
    {
        await _nats.Server.RestartEmptyAsync();
        await _follower.UntilAsync(StoreState.StoreReset);
        _store.Status.Reason.ShouldContain("edge store adopt");
        await using var other = new NatsStore(_nats.Options());
        await PutAsync(other, "c", "1");
        await _follower.UntilAsync(() => _store.Status.Reason.Contains("created at", StringComparison.Ordinal));
        _follower.Held.Keys.Order().ShouldBe(["a", "b"]);

        _follower.ExpectOtherRevisions();
        (await other.AdoptAsync("me", default)).Outcome.ShouldBe(StoreWriteOutcome.Written);

        await _follower.SyncedAsync(1);
        _follower.Held.Keys.ShouldBe(["c"]);
        _store.Status.State.ShouldBe(StoreState.Live);
        _store.Counters.Resets.ShouldBe(1);
    }

    [Fact]
    public async Task A_bucket_that_is_deleted_and_made_anew_is_not_applied()
    {
        NatsStoreIdentity before = _store.Identity!;
        await ApiAsync(_nats.Connect(), "STREAM.DELETE.KV_edge-config");
        await using var other = new NatsStore(_nats.Options());
        await PutAsync(other, "a", "2");
        await _follower.UntilAsync(StoreState.StoreReset);
        _follower.Held["a"].ShouldBe("1");

        _follower.ExpectOtherRevisions();
        await other.AdoptAsync("me", default);

        await _follower.UntilAsync(() => _follower.Count == 1 && _follower["a"] == "2");
        await _follower.SyncedAsync(1);
        _store.Identity!.Created.ShouldBeGreaterThan(before.Created);
        _store.Identity!.Adoption.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_emptied_bucket_is_not_applied_even_when_it_is_filled_a_little()
    {
        await ApiAsync(_nats.Connect(), "STREAM.PURGE.KV_edge-config");
        await _follower.UntilAsync(StoreState.StoreReset);
        await PutAsync(_store, "c", "1");
        var past = new NatsStorePast(_store.Identity, _follower.Past);
        Follower second = _nats.Follow(_nats.Store(past: past), past);
        await second.UntilAsync(StoreState.StoreReset);
        second.Events.ShouldBeEmpty();
        _follower.Held.Keys.Order().ShouldBe(["a", "b"]);

        await _store.AdoptAsync("me", default);

        await _follower.SyncedAsync(1);
        _follower.Held.Keys.ShouldBe(["c"]);
        await second.UntilAsync(() => second.Synced == 1);
        second.Events.OfType<StoreDelete>().Select(gone => gone.Key.Id).Order().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task An_adoption_is_followed_once()
    {
        await ApiAsync(_nats.Connect(), "STREAM.PURGE.KV_edge-config");
        await _follower.UntilAsync(StoreState.StoreReset);
        await _store.AdoptAsync("me", default);
        await _follower.SyncedAsync(1);
        await PutAsync(_store, "c", "1");
        await _follower.UntilAsync(() => _follower.Count == 1);
        NatsStoreIdentity identity = _store.Identity!;

        await ApiAsync(_nats.Connect(), "STREAM.PURGE.KV_edge-config", """{"filter":"$KV.edge-config.router.>"}""");
        var past = new NatsStorePast(identity, _follower.Past);
        await _nats.Follow(_nats.Store(past: past), past).UntilAsync(StoreState.StoreReset);
    }

    [Fact]
    public async Task Who_holds_nothing_takes_the_new_bucket()
    {
        await ApiAsync(_nats.Connect(), "STREAM.DELETE.KV_edge-config");
        await using var other = new NatsStore(_nats.Options());
        await PutAsync(other, "c", "1");

        Follower fresh = _nats.Follow(_nats.Store());

        await fresh.SyncedAsync();
        fresh.Held.Keys.ShouldBe(["c"]);
    }
}
