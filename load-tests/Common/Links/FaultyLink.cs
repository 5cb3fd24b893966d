using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Edge.LoadTests.Common.Links;

/// <summary>
/// A way to a port of 127.0.0.1 that has faults of TCP: it listens on a port of its own, connects to the target for each caller, and
/// passes bytes both ways as <see cref="LinkFaults"/> say. What happens follows from the faults and from what is sent, not from chance. Safe from any thread.
/// </summary>
internal sealed class FaultyLink : IDisposable
{
    private readonly IPEndPoint _target;
    private readonly Func<int, LinkFaults> _faults;
    private readonly ConcurrentDictionary<LinkConnection, byte> _open = new();
    private Socket _listener;
    private int _taken;

    /// <summary>Listens at once.</summary>
    /// <param name="target">The port behind it.</param>
    /// <param name="faults">What happens on the connection of this number, counted from 0 in the order they are taken; null for nothing.</param>
    internal FaultyLink(int target, Func<int, LinkFaults>? faults = null)
    {
        _target = new IPEndPoint(IPAddress.Loopback, target);
        _faults = faults ?? (_ => LinkFaults.None);
        _listener = Bind(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Accept();
    }

    /// <summary>Where callers reach it.</summary>
    internal int Port { get; }

    /// <summary>Connections taken so far.</summary>
    internal int Taken => Volatile.Read(ref _taken);

    /// <summary>Connections that stand now.</summary>
    internal int Open => _open.Count;

    /// <summary>From now on new connections are refused, as by a host where nobody listens. Those there are go on.</summary>
    internal void Refuse()
    {
        _listener.Dispose();
        // Held without listening, so that nobody else gets the port.
        _listener = Bind(Port);
    }

    /// <summary>Takes connections again, behind <see cref="Refuse"/>.</summary>
    internal void Accept()
    {
        _listener.Listen(1024);
        _ = AcceptAsync(_listener);
    }

    /// <summary>All connections there are end in good order, as far as both sides can see.</summary>
    internal void CutAll() => ForAll(connection => connection.Cut());

    /// <summary>All connections there are get a reset.</summary>
    internal void ResetAll() => ForAll(connection => connection.Reset());

    /// <summary>All connections there are stay open, and nothing passes any more.</summary>
    internal void SilenceAll() => ForAll(connection => connection.Silence());

    /// <summary>Stops listening and resets all connections.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        ResetAll();
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // What it takes inherits this.
        socket.ReceiveBufferSize = Flow.Window;
        // Connections that linger from before must not keep it.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private void ForAll(Action<LinkConnection> act)
    {
        foreach (LinkConnection connection in _open.Keys)
            act(connection);
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                Socket caller = await listener.AcceptAsync();
                caller.NoDelay = true;
                _ = ServeAsync(caller, _faults(Interlocked.Increment(ref _taken) - 1));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It refuses now, or is over.
        }
    }

    private async Task ServeAsync(Socket caller, LinkFaults faults)
    {
        var target = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = Flow.Window };
        var connection = new LinkConnection(caller, target, faults);
        _open[connection] = 0;
        try
        {
            await target.ConnectAsync(_target);
            await connection.RunAsync();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            connection.Reset();
        }
        _open.TryRemove(connection, out _);
    }
}
