using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Tests.Stores.Nats.Harness;
using static ConfigSync.Tests.Stores.Nats.Harness.NatsFixture;

namespace ConfigSync.Tests.Stores.Nats;

/// <summary>The official JavaScript clients and a store on one bucket.</summary>
public sealed class JavaScriptInteropTests : IAsyncLifetime
{
    private NatsFixture _nats = null!;
    private JavaScriptClient _js = null!;

    public async Task InitializeAsync()
    {
        _nats = await NatsFixture.StartAsync();
        _js = _nats.Own(await JavaScriptClient.StartAsync(_nats.Server.Url));
    }

    public async Task DisposeAsync() => await _nats.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_they_write_delete_and_purge_is_followed(bool theyMakeTheBucket)
    {
        if (theyMakeTheBucket)
            await _js.DoAsync("make", new { bucket = "edge-config", options = new { history = 3 } });
        NatsStore store = _nats.Store();
        Follower follower = _nats.Follow(store);
        await follower.SyncedAsync();
        if (!theyMakeTheBucket)
            await _js.DoAsync("open", new { bucket = "edge-config" });

        long first = await _js.WriteAsync("put", new { key = "router.default.a", value = "1" });
        await _js.WriteAsync("put", new { key = "router.default.b", value = "1" });
        await _js.WriteAsync("put", new { key = "router.default.c=20d", value = "1" });
        await _js.WriteAsync("put", new { key = "something.else", value = "1" });
        await follower.UntilAsync(() => follower.Count == 3 && follower.Events.OfType<StoreForeign>().Any());
        await _js.DoAsync("delete", new { key = "router.default.a" });
        await _js.DoAsync("purge", new { key = "router.default.b" });
        await _js.WriteAsync("put", new { key = "router.default.c=20d", value = "2" });

        await follower.UntilAsync(() => follower.Count == 1 && follower["c d"] == "2");
        follower.Events.OfType<StoreEntry>().First().ShouldSatisfyAllConditions(
            entry => entry.Key.ShouldBe(Key("a")),
            entry => entry.Revision.ShouldBe(first),
            entry => (TimeProvider.System.GetUtcNow() - entry.Written).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1)));
        follower.Events.OfType<StoreForeign>().Single().Name.ShouldBe("something.else");
    }

    [Fact]
    public async Task They_read_and_watch_what_we_write()
    {
        NatsStore store = _nats.Store();
        long a = await PutAsync(store, "a", "1");
        await _js.DoAsync("open", new { bucket = "edge-config" });
        await _js.DoAsync("watch");
        long odd = await PutAsync(store, "odd name.*\u00e4", "\u00e4");
        await DeleteAsync(store, "a");

        string key = StoreKeyText.Format(Key("odd name.*\u00e4"));
        JsonNode entry = (await _js.DoAsync("get", new { key }))!;
        ((string?)entry["value"]).ShouldBe("\u00e4");
        ((long)entry["revision"]!).ShouldBe(odd);
        (await _js.DoAsync("keys"))!.AsArray().Select(node => (string?)node).ShouldBe([key]);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        string[] seen = [];
        for (; seen.Length < 3; patience.Token.ThrowIfCancellationRequested())
            seen = [.. (await _js.DoAsync("seen"))!.AsArray().Select(node => (string)node!)];
        seen.ShouldBe([$"PUT router.default.a 1 {a}", $"PUT {key} \u00e4 {odd}", $"DEL router.default.a  {odd + 1}"]);
    }

    [Fact]
    public async Task Their_creates_and_updates_respect_ours_and_the_other_way_round()
    {
        NatsStore store = _nats.Store();
        long ours = await PutAsync(store, "a", "1");
        await _js.DoAsync("open", new { bucket = "edge-config" });

        await Should.ThrowAsync<InvalidOperationException>(() => _js.DoAsync("create", new { key = "router.default.a", value = "x" }));
        await Should.ThrowAsync<InvalidOperationException>(() => _js.DoAsync("update", new { key = "router.default.a", value = "x", revision = ours + 1 }));
        long theirs = await _js.WriteAsync("update", new { key = "router.default.a", value = "2", revision = ours });
        StoreWrite late = await store.PutAsync(Key("a"), "x"u8.ToArray(), ours, default);
        late.Outcome.ShouldBe(StoreWriteOutcome.Conflict);
        late.Revision.ShouldBe(theirs);

        await _js.DoAsync("delete", new { key = "router.default.a" });
        (await store.GetAsync(Key("a"), default)).ShouldBeNull();
        (await store.PutAsync(Key("a"), "3"u8.ToArray(), 0, default)).Outcome.ShouldBe(StoreWriteOutcome.Written);
        await DeleteAsync(store, "a");
        await _js.WriteAsync("create", new { key = "router.default.a", value = "4" });
        Encoding.UTF8.GetString((await store.GetAsync(Key("a"), default))!.Document.Span).ShouldBe("4");
    }
}
