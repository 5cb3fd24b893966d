using System.Text.Json;

namespace Edge.EndToEnd.Harness;

/// <summary>A model server as the program itself offers it.</summary>
/// <param name="process">The running program.</param>
/// <param name="ports">The addresses it listens on, one replica each.</param>
internal sealed class Mock(EdgeProcess process, int[] ports) : IAsyncDisposable
{
    /// <summary>The address of its first replica.</summary>
    internal Uri Address { get; } = AddressOf(ports[0]);

    /// <summary>The ports of its replicas.</summary>
    internal IReadOnlyList<int> Ports => ports;

    /// <summary>The last lines it printed.</summary>
    internal string Output => process.Output;

    /// <summary>Starts one with <paramref name="replicas"/> replicas.</summary>
    internal static async Task<Mock> StartAsync(int replicas, params string[] options)
    {
        int[] ports = FreePorts.Find(replicas);
        string[] arguments = ["mock", "--ports", string.Join(',', ports), "--seed", "1", .. options];
        return new Mock(await EdgeProcess.StartAsync(new Uri(AddressOf(ports[0]), "/mock/stats"), arguments), ports);
    }

    /// <summary>How many requests to its first replica were left by their callers before the end.</summary>
    internal async Task<long> AbortedAsync()
    {
        JsonElement stats = await Http.JsonAsync(new Uri(Address, "/mock/stats"));
        return stats.GetProperty("aborted_by_client").GetInt64();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static Uri AddressOf(int port) => new($"http://127.0.0.1:{port}");
}
