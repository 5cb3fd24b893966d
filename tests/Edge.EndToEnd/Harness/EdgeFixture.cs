using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Edge.EndToEnd.Harness;

/// <summary>
/// Edge in front of two mocks, one of short answers and one that never comes to an end, as the tests of all clients use it.
/// The tests of the collection run one after the other, so that what a mock counts is the doing of one test.
/// </summary>
public sealed class EdgeFixture : IAsyncLifetime
{
    /// <summary>The key of the account that owns all but one deployment.</summary>
    public const string Key = "sk-end-to-end";

    /// <summary>A key of an account that owns nothing.</summary>
    public const string StrangersKey = "sk-stranger";

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-end-to-end-").FullName;
    private readonly Socket _refusing = FreePorts.Hold();
    private EdgeProcess? _edge;
    private Mock? _quick;
    private Mock? _endless;

    /// <summary>Where callers are served, without a path.</summary>
    internal Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Where operators are served, without a path.</summary>
    internal Uri Control { get; private set; } = new("http://127.0.0.1");

    /// <summary>The mock whose streams have 16 tokens.</summary>
    internal Mock Quick => _quick!;

    /// <summary>The mock whose streams do not end by themselves.</summary>
    internal Mock Endless => _endless!;

    /// <summary>The last lines all processes printed.</summary>
    internal string Output => string.Join('\n', _edge?.Output, _quick?.Output, _endless?.Output);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _quick = await Mock.StartAsync(2, "--first-token", "20ms", "--tokens-per-second", "200", "--tokens", "16");
        _endless = await Mock.StartAsync(1, "--first-token", "5ms", "--tokens-per-second", "100", "--tokens", "1000000");
        int[] ports = FreePorts.Find(2);
        Address = new Uri($"http://127.0.0.1:{ports[0]}");
        Control = new Uri($"http://127.0.0.1:{ports[1]}");
        string path = Path.Combine(_folder, "edge.json");
        await File.WriteAllTextAsync(path, Configuration(ports[0], ports[1]));
        _edge = await EdgeProcess.StartAsync(new Uri(Control, "/readyz"), "serve", "--config", path);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (IAsyncDisposable? process in new IAsyncDisposable?[] { _edge, _quick, _endless })
        {
            if (process is not null)
                await process.DisposeAsync();
        }
        _refusing.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration(int data, int control) => $$"""
        {
          "listen": {"data": "127.0.0.1:{{data}}", "control": "127.0.0.1:{{control}}", "maxBodyBytes": 16777216},
          "deployments": [
            {"id": "quick-a", "endpoints": [{"url": "http://127.0.0.1:{{Quick.Ports[0]}}"}]},
            {"id": "quick-b", "endpoints": [{"url": "http://127.0.0.1:{{Quick.Ports[1]}}"}]},
            {"id": "endless", "endpoints": [{"url": "http://127.0.0.1:{{Endless.Ports[0]}}"}]},
            {"id": "renamed", "endpoints": [{"url": "http://127.0.0.1:{{Quick.Ports[0]}}"}], "servedModel": "a-name-of-its-own"},
            {"id": "unreachable", "endpoints": [{"url": "http://127.0.0.1:{{FreePorts.PortOf(_refusing)}}"}]},
            {"id": "asleep", "endpoints": [{"url": "http://127.0.0.1:{{Quick.Ports[0]}}", "replicas": 0}]}
          ],
          "routers": [
            {"id": "chat", "deployments": ["quick-a", "quick-b"], "strategy": "evenLoad", "names": ["gpt-4o-mini"]},
            {"id": "everybody", "deployments": ["quick-a"], "public": true}
          ],
          "keys": [
            {"name": "owner", "hash": "sha256:{{Hash(Key)}}"},
            {"name": "stranger", "hash": "sha256:{{Hash(StrangersKey)}}", "account": "elsewhere"}
          ]
        }
        """;

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>The tests that share one <see cref="EdgeFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class EdgeCollection : ICollectionFixture<EdgeFixture>
{
    /// <summary>The name test classes refer to.</summary>
    public const string Name = "Edge";
}
