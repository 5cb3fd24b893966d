using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Edge.EndToEnd.Harness;

namespace Edge.EndToEnd.Console;

/// <summary>Two edges to be watched in a browser: an open one with ten thousand routers, and one that asks for a key.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private const string Key = "sk-console";

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-console-").FullName;
    private readonly System.Net.Sockets.Socket _refusing = FreePorts.Hold();
    private Harness.Mock? _mock;
    private EdgeProcess? _open;
    private EdgeProcess? _locked;

    /// <summary>Where everything is, for the script.</summary>
    internal string Places { get; private set; } = "";

    /// <summary>The last lines all processes printed.</summary>
    internal string Output => string.Join('\n', _open?.Output, _locked?.Output, _mock?.Output);

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _mock = await Harness.Mock.StartAsync(2, "--first-token", "5ms", "--tokens-per-second", "1000", "--tokens", "4");
        int[] ports = FreePorts.Find(4);
        _open = await StartAsync("open", ports[0], ports[1], Many(), "");
        _locked = await StartAsync("locked", ports[2], ports[3], "", $$"""{"name": "reader", "hash": "sha256:{{Hash()}}", "scopes": ["read"]}""");
        Places = JsonSerializer.Serialize(new
        {
            data = $"http://127.0.0.1:{ports[0]}",
            control = $"http://127.0.0.1:{ports[1]}",
            lockedControl = $"http://127.0.0.1:{ports[3]}",
            key = Key,
        });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (IAsyncDisposable? process in new IAsyncDisposable?[] { _open, _locked, _mock })
        {
            if (process is not null)
                await process.DisposeAsync();
        }
        _refusing.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<EdgeProcess> StartAsync(string name, int data, int control, string routers, string keys)
    {
        string path = Path.Combine(_folder, $"{name}.json");
        await File.WriteAllTextAsync(path, $$$"""
            {
              "listen": {"data": "127.0.0.1:{{{data}}}", "control": "127.0.0.1:{{{control}}}"},
              "anonymous": "default",
              "deployments": [
                {"id": "small", "endpoints": [{"url": "http://127.0.0.1:{{{_mock!.Ports[0]}}}"}]},
                {"id": "large", "endpoints": [{"url": "http://127.0.0.1:{{{_mock.Ports[1]}}}"}]},
                {"id": "unreachable", "endpoints": [{"url": "http://127.0.0.1:{{{FreePorts.PortOf(_refusing)}}}"}], "health": {"ejectTime": "5m"}}
              ],
              "routers": [{"id": "chat", "deployments": ["small", "large"]}{{{routers}}}],
              "keys": [{{{keys}}}]
            }
            """);
        return await EdgeProcess.StartAsync(new Uri($"http://127.0.0.1:{control}/readyz"), "serve", "--config", path);
    }

    private static string Many() =>
        string.Concat(Enumerable.Range(0, 10_000).Select(i => $$""", {"id": "many-{{i:d5}}", "deployments": ["small", "large"]}"""));

    private static string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
}
