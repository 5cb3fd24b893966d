using System.Security.Cryptography;
using System.Text;
using ConfigSync.Resources;
using Edge.Tests.Wire;
using Shared.Nats;

namespace Edge.Tests.Control.Contract;

/// <summary>An edge on a store, with a client of its control API; an account of its own for each script.</summary>
public abstract class ContractEdge : IAsyncLifetime
{
    /// <summary>The secret of the fleet in these tests; the environment of the process has it before an edge begins.</summary>
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-contract-").FullName;
    private WireEdge? _edge;
    private static int _accounts;

    /// <summary>The store, which may live in <paramref name="folder"/>.</summary>
    protected abstract Task<StoreConfig> OpenAsync(string folder);

    /// <summary>Ends what <see cref="OpenAsync"/> began.</summary>
    protected virtual ValueTask CloseAsync() => default;

    /// <summary>Whether keys that may look and change things are there from the beginning.</summary>
    protected virtual bool HasKeys => false;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("EDGE_KEY_SECRET", Secret);
        StoreConfig store = await OpenAsync(_folder);
        _edge = await WireEdge.StartAsync(change: config => config with
        {
            Store = store,
            Keys = HasKeys ? [Key("reader", KeyScopes.Read), Key("writer", KeyScopes.Write), Key("caller", KeyScopes.Inference)] : [],
        });
        using var patience = new CancellationTokenSource(WireConnection.Patience);
        await _edge.Server.ReadyAsync(patience.Token);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_edge is not null)
            await _edge.DisposeAsync();
        await CloseAsync();
        Directory.Delete(_folder, true);
    }

    /// <summary>The edge.</summary>
    internal WireEdge Edge => _edge!;

    /// <summary>A client of its control API.</summary>
    internal HttpClient Client() =>
        new(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://{_edge!.Server.ControlAddress}"), Timeout = WireConnection.Patience };

    /// <summary>Runs a script in an account of its own.</summary>
    internal async Task RunAsync(string script)
    {
        using HttpClient client = Client();
        await new ContractScript(client, HasKeys ? "team" : $"a{Interlocked.Increment(ref _accounts)}").RunAsync(script);
    }

    private static KeyConfig Key(string text, KeyScopes scopes) =>
        new(text, [.. SHA256.HashData(Encoding.UTF8.GetBytes(text))], "team") { Scopes = scopes };
}

/// <summary>On a folder.</summary>
public sealed class FolderEdge : ContractEdge
{
    /// <inheritdoc/>
    protected override Task<StoreConfig> OpenAsync(string folder) => Task.FromResult(new StoreConfig { Folder = folder, BaseDirectory = folder });
}

/// <summary>On a folder, with keys.</summary>
public sealed class ClosedEdge : ContractEdge
{
    /// <inheritdoc/>
    protected override bool HasKeys => true;

    /// <inheritdoc/>
    protected override Task<StoreConfig> OpenAsync(string folder) => Task.FromResult(new StoreConfig { Folder = folder, BaseDirectory = folder });
}

/// <summary>On a bucket of a real nats-server.</summary>
public sealed class BucketEdge : ContractEdge
{
    private NatsServerProcess? _nats;

    /// <inheritdoc/>
    protected override async Task<StoreConfig> OpenAsync(string folder)
    {
        _nats = await NatsServerProcess.StartJetStreamAsync();
        return new StoreConfig { Nats = new NatsConfig { Servers = [_nats.Url] }, BaseDirectory = folder };
    }

    /// <inheritdoc/>
    protected override ValueTask CloseAsync() => _nats?.DisposeAsync() ?? default;
}
