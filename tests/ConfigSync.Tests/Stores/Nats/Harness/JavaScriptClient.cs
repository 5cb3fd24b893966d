using System.Diagnostics;
using System.Text.Json.Nodes;
using Edge.Tests.Shared;

namespace ConfigSync.Tests.Stores.Nats.Harness;

/// <summary>The official JavaScript client of key-value buckets, in a Node.js process that <c>js/kv.mjs</c> runs.</summary>
internal sealed class JavaScriptClient : IAsyncDisposable
{
    // A cold start of Node.js under load takes some seconds.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "ConfigSync.Tests", "js");

    private readonly Process _node;

    private JavaScriptClient(Process node) => _node = node;

    /// <summary>Starts one that is connected.</summary>
    internal static async Task<JavaScriptClient> StartAsync(string url)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            throw new InvalidOperationException($"The JavaScript clients are not installed: run ./test, or 'npm ci' in {Folder}");
        var start = new ProcessStartInfo("node", ["kv.mjs", url]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        var client = new JavaScriptClient(Process.Start(start) ?? throw new InvalidOperationException("node did not start"));
        await client.AnswerAsync();
        return client;
    }

    /// <summary>Has it do something; returns what came of it. Throws when it fails.</summary>
    internal async Task<JsonNode?> DoAsync(string command, object? arguments = null)
    {
        JsonObject line = System.Text.Json.JsonSerializer.SerializeToNode(arguments ?? new { })!.AsObject();
        line["do"] = command;
        await _node.StandardInput.WriteLineAsync(line.ToJsonString());
        return await AnswerAsync();
    }

    /// <summary>The revision of a key that it writes.</summary>
    internal async Task<long> WriteAsync(string command, object arguments) => (long)(await DoAsync(command, arguments))!;

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        try
        {
            await _node.WaitForExitAsync().WaitAsync(Deadline);
        }
        finally
        {
            if (!_node.HasExited)
                _node.Kill();
            _node.Dispose();
        }
    }

    private async Task<JsonNode?> AnswerAsync()
    {
        string line = await _node.StandardOutput.ReadLineAsync().WaitAsync(Deadline) ?? throw new InvalidOperationException("node ended");
        JsonNode answer = JsonNode.Parse(line)!;
        return answer["error"] is { } error ? throw new InvalidOperationException((string?)error) : answer["result"];
    }
}
