using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Tests.Stores.Nats.Harness;
using NATS.Client.Core;
using Shared.Nats;
using static ConfigSync.Tests.Stores.Nats.Harness.NatsFixture;

namespace ConfigSync.Tests.Stores.Nats;

/// <summary>What a store does when its servers fail.</summary>
public sealed class NatsServerFaultTests : IAsyncLifetime
{
    /// <summary>Within this a dead link must be noticed.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(10);

    private NatsFixture _nats = null!;

    public async Task InitializeAsync() => _nats = await NatsFixture.StartAsync();

    public async Task DisposeAsync() => await _nats.DisposeAsync();

    [Fact]
    public async Task A_server_that_is_killed_and_comes_back_is_followed_again()
    {
        NatsStore store = _nats.Store();
        Follower follower = _nats.Follow(store);
        await PutAsync(store, "a", "1");
        await PutAsync(store, "b", "1");
        await follower.UntilAsync(() => follower.Count == 2 && follower.Synced == 1);

        await _nats.Server.KillAsync();
        await follower.UntilAsync(StoreState.Disconnected);
        store.Status.Reason.ShouldNotBeEmpty();
        NatsStore hasty = _nats.Hasty();
        (await hasty.PutAsync(Key("a"), "2"u8.ToArray(), null, default)).Outcome.ShouldBe(StoreWriteOutcome.Unavailable);
        await Should.ThrowAsync<StoreException>(async () => await hasty.GetAsync(Key("a"), default));
        await _nats.Server.RestartAsync();

        await follower.SyncedAsync(1);
        follower.Events.OfType<StoreEntry>().Count().ShouldBe(2);
        await PutAsync(store, "a", "3");
        await follower.UntilAsync(() => follower["a"] == "3");
        store.Counters.Reconnects.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_not_there_yet_is_waited_for()
    {
        await _nats.Server.KillAsync();
        NatsStore store = _nats.Store();
        Follower follower = _nats.Follow(store);
        await follower.UntilAsync(() => store.Status is { State: StoreState.Connecting, Reason: not "nobody watches yet" });

        await _nats.Server.RestartAsync();

        await follower.SyncedAsync();
        store.Status.State.ShouldBe(StoreState.Live);
    }

    [Fact]
    public async Task A_frozen_server_is_noticed_and_followed_when_it_goes_on()
    {
        NatsStore store = _nats.Store();
        Follower follower = _nats.Follow(_nats.Hasty());
        await PutAsync(store, "a", "1");
        await follower.UntilAsync(() => follower.Count == 1 && follower.Synced == 1);

        _nats.Server.Stop();
        long start = TimeProvider.System.GetTimestamp();
        try
        {
            await follower.UntilAsync(StoreState.Disconnected);
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Noticed);
        }
        finally
        {
            _nats.Server.Cont();
        }

        await follower.UntilAsync(StoreState.Live);
        await PutAsync(store, "a", "2");
        await follower.UntilAsync(() => follower["a"] == "2");
    }

    [Fact]
    public async Task A_cluster_that_loses_the_leader_of_the_bucket_is_followed_on()
    {
        NatsServerProcess[] servers = await NatsServerProcess.StartClusterAsync(3, jetStream: true);
        try
        {
            var options = new NatsStoreOptions { Servers = [.. servers.Select(server => server.Url)], Replicas = 3, RequestTimeout = TimeSpan.FromSeconds(2) };
            await using var store = new NatsStore(options);
            await using var follower = new Follower(store);
            await follower.SyncedAsync();
            await PutInTimeAsync(store, "1");

            await using var probe = new NatsConnection(NatsOpts.Default with { Url = string.Join(',', options.Servers) });
            string info = await ApiAsync(probe, "STREAM.INFO.KV_edge-config");
            info.ShouldContain("\"num_replicas\":3");
            int leader = info[info.IndexOf("\"leader\":\"n", StringComparison.Ordinal) + 11] - '0';
            await servers[leader].KillAsync();
            await PutInTimeAsync(store, "2");
            await follower.UntilAsync(() => follower["a"] == "2");
        }
        finally
        {
            foreach (NatsServerProcess server in servers)
                await server.DisposeAsync();
        }
    }

    /// <summary>Writes a document as soon as the servers have chosen who takes it.</summary>
    private static async Task PutInTimeAsync(NatsStore store, string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        StoreWrite write;
        do
            write = await store.PutAsync(Key("a"), System.Text.Encoding.UTF8.GetBytes(text), null, patience.Token);
        while (write.Outcome == StoreWriteOutcome.Unavailable);
        write.Outcome.ShouldBe(StoreWriteOutcome.Written, write.Reason);
    }
}
