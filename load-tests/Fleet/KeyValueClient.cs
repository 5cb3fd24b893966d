using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edge.LoadTests.Fleet;

/// <summary>The official JavaScript client of NATS's key-value buckets, which does what it is told (<c>tests/ConfigSync.Tests/js/kv.mjs</c>).</summary>
internal sealed class KeyValueClient : IDisposable
{
    private readonly Process _node;

    private KeyValueClient(Process node) => _node = node;

    /// <summary>Starts it, connects to <paramref name="url"/> and opens the bucket.</summary>
    internal static async Task<KeyValueClient> OpenAsync(string script, string url, string bucket)
    {
        var client = new KeyValueClient(Process.Start(new ProcessStartInfo("node", [script, url]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        await client.AnswerAsync();
        await client.TellAsync(new JsonObject { ["do"] = "open", ["bucket"] = bucket });
        return client;
    }

    /// <summary>Writes a value; when this returns the bucket has it.</summary>
    internal Task PutAsync(string key, string value) => TellAsync(new JsonObject { ["do"] = "put", ["key"] = key, ["value"] = value });

    /// <inheritdoc/>
    public void Dispose()
    {
        _node.Kill();
        _node.Dispose();
    }

    private async Task TellAsync(JsonObject command)
    {
        await _node.StandardInput.WriteLineAsync(command.ToJsonString());
        await _node.StandardInput.FlushAsync();
        await AnswerAsync();
    }

    private async Task AnswerAsync()
    {
        string line = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The client of the bucket has ended.");
        if (JsonNode.Parse(line)!["error"] is { } error)
            throw new InvalidOperationException($"The client of the bucket: {error.GetValueKind() switch { JsonValueKind.String => error.GetValue<string>(), _ => error.ToJsonString() }}");
    }
}
