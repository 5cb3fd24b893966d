using System.Diagnostics;
using System.Globalization;
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

    /// <summary>Writes a value; when this returns the bucket has it. The time at which the client began to write, by the clock of <see cref="Stopwatch"/>.</summary>
    internal Task<long> PutAsync(string key, string value) => TellAsync(new JsonObject { ["do"] = "put", ["key"] = key, ["value"] = value });

    /// <inheritdoc/>
    public void Dispose()
    {
        _node.Kill();
        _node.Dispose();
    }

    private async Task<long> TellAsync(JsonObject command)
    {
        await _node.StandardInput.WriteLineAsync(command.ToJsonString());
        await _node.StandardInput.FlushAsync();
        return await AnswerAsync();
    }

    private async Task<long> AnswerAsync()
    {
        string line = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The client of the bucket has ended.");
        JsonNode answer = JsonNode.Parse(line)!;
        if (answer["error"] is { } error)
            throw new InvalidOperationException($"The client of the bucket: {error.GetValueKind() switch { JsonValueKind.String => error.GetValue<string>(), _ => error.ToJsonString() }}");
        // Both clocks are CLOCK_MONOTONIC in ns.
        return answer["began"] is { } began ? long.Parse(began.GetValue<string>(), CultureInfo.InvariantCulture) : 0;
    }
}
