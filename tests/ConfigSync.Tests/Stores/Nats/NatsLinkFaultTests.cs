using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Tests.Stores.Nats.Harness;
using static ConfigSync.Tests.Stores.Nats.Harness.NatsFixture;

namespace ConfigSync.Tests.Stores.Nats;

/// <summary>What a store does when the way to its server fails.</summary>
public sealed class NatsLinkFaultTests : IAsyncLifetime
{
    /// <summary>Within this a dead link must be noticed.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(10);

    private NatsFixture _nats = null!;

    public async Task InitializeAsync() => _nats = await NatsFixture.StartAsync();

    public async Task DisposeAsync() => await _nats.DisposeAsync();

    [Fact]
    public async Task What_changed_while_the_way_was_cut_is_told_and_nothing_else()
    {
        await using var link = new FaultyLink(_nats.Server.Port);
        NatsStore writer = _nats.Store();
        foreach (string id in (string[])["same", "changed", "deleted", "purged"])
            await PutAsync(writer, id, "1");
        Follower follower = _nats.Follow(_nats.Store(link.Url));
        await follower.SyncedAsync();
        int before = follower.Events.Count;

        link.IsOpen = false;
        link.Cut();
        await PutAsync(writer, "changed", "2");
        await PutAsync(writer, "changed", "3");
        await DeleteAsync(writer, "deleted");
        await ApiAsync(_nats.Connect(), "STREAM.PURGE.KV_edge-config", """{"filter":"$KV.edge-config.router.default.purged"}""");
        link.IsOpen = true;

        await follower.SyncedAsync(1);
        StoreEvent[] news = [.. follower.Events.Skip(before)];
        news.OfType<StoreEntry>().Single().Key.Id.ShouldBe("changed");
        news.OfType<StoreDelete>().Select(gone => gone.Key.Id).Order().ShouldBe(["deleted", "purged"]);
        follower.Held.ShouldBe(new Dictionary<string, string> { ["same"] = "1", ["changed"] = "3" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_link_that_died_without_a_word_is_noticed_and_what_was_missed_is_made_good()
    {
        await using var link = new FaultyLink(_nats.Server.Port);
        NatsStore writer = _nats.Store();
        await PutAsync(writer, "a", "1");
        NatsStore store = _nats.Hasty(link.Url);
        Follower follower = _nats.Follow(store);
        await follower.SyncedAsync();

        link.Die();
        long start = TimeProvider.System.GetTimestamp();
        await PutAsync(writer, "a", "2");
        await follower.UntilAsync(StoreState.Disconnected);
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Noticed);
        link.Heal();

        await follower.UntilAsync(() => follower["a"] == "2" && store.Status.State == StoreState.Live);
    }

    [Fact]
    public async Task A_connection_cut_anywhere_costs_nothing_but_time()
    {
        await using var link = new FaultyLink(_nats.Server.Port);
        NatsStore writer = _nats.Store();
        Follower follower = _nats.Follow(_nats.Store(link.Url));
        await follower.SyncedAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var random = new Random(815);

        for (int round = 0; round < 12; round++)
        {
            int connections = link.Connections;
            link.CutAfter(random.Next(1, 20_000));
            for (int i = 0; link.Connections == connections; i++)
            {
                await PutAsync(writer, $"k{i % 20}", $"{round}-{i}-{new string('x', random.Next(500))}");
                patience.Token.ThrowIfCancellationRequested();
            }
        }
        await PutAsync(writer, "last", "last");

        await follower.UntilAsync(() => follower["last"] == "last" && follower.Count == 21);
        foreach ((string id, string text) in follower.Held)
            System.Text.Encoding.UTF8.GetString((await writer.GetAsync(Key(id), default))!.Document.Span).ShouldBe(text);
    }

    [Fact]
    public async Task A_slow_link_is_no_dead_link()
    {
        await using var link = new FaultyLink(_nats.Server.Port);
        await PutAsync(_nats.Store(), "k0", "v0");
        await FillAsync(_nats.Connect(), 300, i => $"k{i}", _ => new string('x', 1000));
        link.Trickle(1024);

        NatsStore store = _nats.Store(link.Url);
        Follower follower = _nats.Follow(store);
        await follower.SyncedAsync();

        follower.Count.ShouldBe(300);
        store.Counters.Consumers.ShouldBe(1);
    }

    [Theory]
    [InlineData("lost", 0, 31)]
    [InlineData("twice", 2, 3)]
    [InlineData("swapped", -1, 13)]
    public async Task Messages_that_are_lost_repeated_or_swapped_are_made_good(string fault, int times, int every)
    {
        await using var link = new FrameLink(_nats.Server.Port, i => i % every == every - 1 ? times : 1);
        await PutAsync(_nats.Store(), "k0", "v0");
        await FillAsync(_nats.Connect(), 200, i => $"k{i}", i => $"v{i}");
        NatsStore store = _nats.Store(link.Url);
        Follower follower = _nats.Follow(store);
        await follower.SyncedAsync();

        await FillAsync(_nats.Connect(), 200, i => $"k{i}", i => $"w{i}");

        await follower.UntilAsync(() => follower.Count == 200 && Enumerable.Range(0, 200).All(i => follower[$"k{i}"] == $"w{i}"));
        (store.Counters.Gaps > 0).ShouldBe(times < 1, fault);
        store.Counters.Reconnects.ShouldBe(0);
    }
}
