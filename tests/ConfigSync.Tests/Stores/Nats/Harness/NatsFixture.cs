using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using NATS.Client.Core;
using Shared.Nats;

namespace ConfigSync.Tests.Stores.Nats.Harness;

/// <summary>A server with JetStream, and what a test needs around it. Everything ends with it.</summary>
internal sealed class NatsFixture : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];

    private NatsFixture(NatsServerProcess server) => Server = server;

    /// <summary>The server.</summary>
    internal NatsServerProcess Server { get; }

    internal static async Task<NatsFixture> StartAsync(string config = "") => new(await NatsServerProcess.StartJetStreamAsync(config));

    /// <summary>The key of a router.</summary>
    internal static ResourceKey Key(string id) => new(ResourceKind.Router, "default", id);

    /// <summary>Options with a short time between audits, so that tests of failures are quick.</summary>
    internal NatsStoreOptions Options(string? url = null) =>
        new() { Servers = [url ?? Server.Url], AuditPeriod = TimeSpan.FromMilliseconds(500) };

    /// <summary>A store on the server, or behind another address of it.</summary>
    internal NatsStore Store(string? url = null, NatsStorePast? past = null) => Own(new NatsStore(Options(url), past));

    /// <summary>A store that gives up soon, for servers that do not answer.</summary>
    internal NatsStore Hasty(string? url = null) => Own(new NatsStore(Options(url) with { RequestTimeout = TimeSpan.FromSeconds(1) }));

    /// <summary>Follows a store.</summary>
    internal Follower Follow(IResourceStore store, NatsStorePast? past = null) => Own(new Follower(store, past?.Held));

    /// <summary>A plain connection to the server, for what a store would not do.</summary>
    internal NatsConnection Connect() => Own(new NatsConnection(NatsOpts.Default with { Url = Server.Url }));

    /// <summary>Has something disposed with the fixture, before what came earlier.</summary>
    internal T Own<T>(T thing)
        where T : IAsyncDisposable
    {
        _owned.Add(thing);
        return thing;
    }

    /// <summary>Writes a document; returns its revision.</summary>
    internal static async Task<long> PutAsync(IResourceStore store, string id, string text)
    {
        StoreWrite write = await store.PutAsync(Key(id), Encoding.UTF8.GetBytes(text), null, CancellationToken.None);
        write.Outcome.ShouldBe(StoreWriteOutcome.Written, write.Reason);
        return write.Revision;
    }

    /// <summary>Deletes a document.</summary>
    internal static async Task DeleteAsync(IResourceStore store, string id)
    {
        StoreWrite write = await store.DeleteAsync(Key(id), null, CancellationToken.None);
        write.Outcome.ShouldBe(StoreWriteOutcome.Written, write.Reason);
    }

    /// <summary>Sends many documents without waiting for each, and waits until the last one is stored.</summary>
    internal static async Task FillAsync(NatsConnection connection, int count, Func<int, string> id, Func<int, string> text, string bucket = "edge-config")
    {
        for (int i = 0; i < count; i++)
        {
            string subject = $"$KV.{bucket}.{StoreKeyText.Format(Key(id(i)))}";
            if (i + 1 < count)
                await connection.PublishAsync(subject, Encoding.UTF8.GetBytes(text(i)));
            else
                await connection.RequestAsync<byte[], byte[]>(subject, Encoding.UTF8.GetBytes(text(i)));
        }
    }

    /// <summary>Asks the JetStream API something; returns its answer.</summary>
    internal static async Task<string> ApiAsync(NatsConnection connection, string call, string json = "") =>
        Encoding.UTF8.GetString((await connection.RequestAsync<byte[], byte[]>($"$JS.API.{call}", Encoding.UTF8.GetBytes(json))).Data ?? []);

    public async ValueTask DisposeAsync()
    {
        try
        {
            for (int i = _owned.Count - 1; i >= 0; i--)
                await _owned[i].DisposeAsync();
        }
        finally
        {
            await Server.DisposeAsync();
        }
    }
}
