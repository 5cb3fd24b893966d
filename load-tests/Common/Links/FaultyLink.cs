using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Edge.LoadTests.Common.Links;

/// <summary>
/// A way to a port of 127.0.0.1 that has faults of TCP: it listens on a port of its own, connects to the target for each caller, and
/// passes bytes both ways as <see cref="LinkFaults"/> say. What happens follows from the faults and from what is sent, not from chance. Safe from any thread,
/// but for what has it refuse, vanish and accept: from one at a time.
/// </summary>
internal sealed class FaultyLink : IDisposable
{
    private readonly IPEndPoint _target;
    private readonly Func<int, LinkFaults> _faults;
    private readonly ConcurrentDictionary<LinkConnection, byte> _open = new();
    private Socket _listener;
    private Socket? _stopper;
    private volatile LinkFaults? _inflicted;
    private bool _isAccepting;
    private int _taken;
    private int _ended;

    /// <summary>Listens at once.</summary>
    /// <param name="target">The port behind it.</param>
    /// <param name="faults">What happens on the connection of this number, counted from 0 in the order they are taken; null for nothing.</param>
    internal FaultyLink(int target, Func<int, LinkFaults>? faults = null)
    {
        _target = new IPEndPoint(IPAddress.Loopback, target);
        _faults = faults ?? (_ => LinkFaults.None);
        _listener = Bind(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Listen();
    }

    /// <summary>Where callers reach it.</summary>
    internal int Port { get; }

    /// <summary>Connections taken so far.</summary>
    internal int Taken => Volatile.Read(ref _taken);

    /// <summary>Directions that have come to the end their faults ask for, so far.</summary>
    internal int Ended => Volatile.Read(ref _ended);

    /// <summary>Connections that stand now.</summary>
    internal int Open => _open.Count;

    /// <summary>From now on all connections have these faults: those there are, whose bytes are counted from now on, and new ones.</summary>
    internal void Inflict(LinkFaults faults)
    {
        _inflicted = faults;
        ForAll(connection => connection.Faults = faults);
    }

    /// <summary>
    /// The end of all faults: connections are taken again, bytes pass unharmed. Connections of which bytes are missing get a reset, as from a host that is back and
    /// does not know them; so do those whose end would be told later.
    /// </summary>
    internal void Lift()
    {
        Inflict(LinkFaults.None);
        ForAll(connection =>
        {
            if (connection.IsSilent || connection.HasHole || (connection.IsEnding && !connection.IsCut))
                connection.Reset();
        });
        Accept();
    }

    /// <summary>From now on new connections are refused, as by a host where nobody listens. Those there are go on.</summary>
    internal void Refuse() => Rebind();

    /// <summary>From now on who connects hears nothing, as from a host that is gone. Those there are go on. (Linux drops what comes while the queue of a listener is full.)</summary>
    internal void Vanish()
    {
        Rebind();
        _listener.Listen(0);
        _stopper = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _ = _stopper.ConnectAsync(IPAddress.Loopback, Port);
        // Where somebody else was faster, the queue is full without it, and it waits in vain.
        _stopper.Poll(TimeSpan.FromSeconds(1), SelectMode.SelectWrite);
    }

    /// <summary>Takes connections again, behind <see cref="Refuse"/> or <see cref="Vanish"/>.</summary>
    internal void Accept()
    {
        if (_isAccepting)
            return;
        Rebind();
        Listen();
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
        _stopper?.Dispose();
        _listener.Dispose();
        ResetAll();
    }

    /// <summary>Ends listening. The port is held, so that nobody else gets it.</summary>
    private void Rebind()
    {
        _isAccepting = false;
        _stopper?.Dispose();
        _stopper = null;
        _listener.Dispose();
        _listener = Bind(Port);
    }

    private void Listen()
    {
        _isAccepting = true;
        _listener.Listen(1024);
        _ = AcceptAsync(_listener);
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
                int number = Interlocked.Increment(ref _taken) - 1;
                _ = ServeAsync(caller, _inflicted ?? _faults(number));
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
        var connection = new LinkConnection(caller, target, faults, () => Interlocked.Increment(ref _ended));
        _open[connection] = 0;
        if (_inflicted is { } meanwhile)
            connection.Faults = meanwhile;
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
