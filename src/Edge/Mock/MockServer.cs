using System.Net;

namespace Edge.Mock;

/// <summary>A simulated LLM: several replicas, each on its own port, in this process. Any thread.</summary>
internal sealed class MockServer : IAsyncDisposable
{
    private readonly MockReplica[] _replicas;

    private MockServer(MockReplica[] replicas)
    {
        _replicas = replicas;
        Ports = Array.ConvertAll(replicas, replica => replica.Port);
    }

    /// <summary>The port of each replica.</summary>
    internal IReadOnlyList<int> Ports { get; }

    /// <summary>
    /// Starts all replicas; when this returns, they accept. Throws a <see cref="System.Net.Sockets.SocketException"/> when an
    /// address cannot be had; then none runs.
    /// </summary>
    internal static async Task<MockServer> StartAsync(MockOptions options, CancellationToken cancellation)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(options.Host, cancellation);
        var replicas = new List<MockReplica>();
        try
        {
            foreach (int port in options.Ports)
                replicas.Add(new MockReplica(options, replicas.Count, new IPEndPoint(addresses[0], port)));
        }
        catch
        {
            foreach (MockReplica replica in replicas)
                await replica.DisposeAsync();
            throw;
        }
        return new MockServer([.. replicas]);
    }

    /// <summary>The counters of a replica, live.</summary>
    internal MockCounters Counters(int replica) => _replicas[replica].Counters;

    /// <summary>The last requests of a replica, oldest first, as they are now.</summary>
    internal IReadOnlyList<MockLogEntry> Requests(int replica) => _replicas[replica].Log.Snapshot();

    /// <summary>Closes all ports and connections, and waits until nothing runs.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (MockReplica replica in _replicas)
            await replica.DisposeAsync();
    }
}
