using System.Net;
using System.Net.Sockets;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Replicas;

/// <summary>A replica that answers by the plan of each request. Safe from any thread.</summary>
internal sealed class Replica : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Listens at once, on a free port of 127.0.0.1.</summary>
    /// <param name="name">In reports.</param>
    /// <param name="served">What it knows the model by; null for what callers say.</param>
    /// <param name="hasFaults">Whether it does what plans say goes wrong.</param>
    /// <param name="hasLink">Whether a link with faults stands before it.</param>
    /// <param name="ledger">All requests.</param>
    /// <param name="tally">Where violations go.</param>
    internal Replica(string name, string? served, bool hasFaults, bool hasLink, Ledger ledger, Tally tally)
    {
        (Name, Served, HasFaults, HasLink, Ledger, Tally) = (name, served, hasFaults, hasLink, ledger, tally);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        _ = AcceptAsync();
    }

    internal string Name { get; }

    internal string? Served { get; }

    internal bool HasFaults { get; }

    internal bool HasLink { get; }

    internal Ledger Ledger { get; }

    internal Tally Tally { get; }

    /// <summary>Where it listens.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>What it does wrong with every request for a while, whatever their plans say; none to heed those.</summary>
    internal ServerFault Mood { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync();
                socket.NoDelay = true;
                _ = new ReplicaConnection(socket, this).RunAsync();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The way it ends.
        }
    }
}
