using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using Edge.LoadTests.Common;
using Edge.LoadTests.Matrix.Wire;
using Shared.Nats;

namespace Edge.LoadTests.Matrix.Nats;

/// <summary>A nats-server with a bucket of routers, the replicas that all edges lead to, and who changes the routers over a link of its own.</summary>
internal sealed class NatsStand : IAsyncDisposable
{
    /// <summary>The router that other callers ask for. It never changes.</summary>
    internal const string Steady = "steady";

    /// <summary>Routers that nobody asks for, so that a load takes a while.</summary>
    internal const int Fillers = 200;

    private readonly string _program;
    private readonly string _folder;
    private readonly NatsStore _writer;

    private NatsStand(string program, string folder, NatsServerProcess server)
    {
        (_program, _folder, Server) = (program, folder, server);
        _writer = new NatsStore(new NatsStoreOptions { Servers = [server.Url] });
    }

    /// <summary>The server.</summary>
    internal NatsServerProcess Server { get; }

    /// <summary>The replicas of both deployments, <c>a</c> and <c>b</c>.</summary>
    internal Model Model { get; } = new();

    /// <summary>Starts the server and fills the bucket.</summary>
    /// <param name="program">The published <c>edge</c>, or its <c>edge.dll</c>.</param>
    /// <param name="folder">Scratch.</param>
    internal static async Task<NatsStand> StartAsync(string program, string folder)
    {
        var stand = new NatsStand(program, folder, await NatsServerProcess.StartJetStreamAsync());
        await stand.PointAsync(Steady, "a");
        for (int i = 0; i < Fillers; i++)
            await stand.PointAsync($"filler-{i}", "a");
        return stand;
    }

    /// <summary>Lets a router lead to a deployment.</summary>
    internal async Task PointAsync(string router, string deployment)
    {
        byte[] document = Encoding.UTF8.GetBytes($$"""{ "deployments": [ "{{deployment}}" ], "displayName": "Leads to {{deployment}}", "names": [ "{{router}}-by-another-name" ] }""");
        StoreWrite write = await _writer.PutAsync(new ResourceKey(ResourceKind.Router, "default", router), document, null, CancellationToken.None);
        if (write.Outcome != StoreWriteOutcome.Written)
            throw new InvalidOperationException($"The router {router} is not written: {write.Reason}");
    }

    /// <summary>An edge that reaches the server at <paramref name="port"/>.</summary>
    internal EdgeProcess NewEdge(string name, int port) => new(
        _program,
        Path.Combine(_folder, name),
        $$"""
        "deployments": [ { "id": "a", "endpoints": [ { "url": "http://127.0.0.1:{{Model.Port}}/a" } ] }, { "id": "b", "endpoints": [ { "url": "http://127.0.0.1:{{Model.Port}}/b" } ] } ],
        "store": { "nats": { "servers": [ "nats://127.0.0.1:{{port}}" ] } }
        """,
        "\"loops\": 1");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        Model.Dispose();
        await Server.DisposeAsync();
    }
}
