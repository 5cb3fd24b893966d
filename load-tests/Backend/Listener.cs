using System.Net;
using System.Net.Sockets;

namespace Edge.LoadTests.Backend;

/// <summary>One replica of one model: a port.</summary>
internal sealed class Listener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Wheel _wheel;
    private readonly Answers _answers;

    /// <summary>Listens at once; throws a <see cref="SocketException"/> when the address is taken.</summary>
    internal Listener(string model, IPEndPoint address, Wheel wheel)
    {
        _wheel = wheel;
        _answers = new Answers(model);
        // So that a script that was run just now can be run again: what it closed lingers for a minute.
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(address);
        // As many as the kernel takes: thousands of streams may begin in one moment.
        _socket.Listen(int.MaxValue);
    }

    /// <summary>Serves until accepting fails.</summary>
    internal async Task RunAsync()
    {
        while (true)
        {
            Socket socket = await _socket.AcceptAsync();
            socket.NoDelay = true;
            _ = new Connection(socket, _answers, _wheel).RunAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
