using System.Net;
using System.Net.Sockets;

namespace Edge.Tests.Wire;

/// <summary>
/// A caller and a replica on threads and sockets that block, with buffers made before: what is allocated while they talk, somebody else
/// allocates.
/// </summary>
internal sealed class RawLoad : IDisposable
{
    private static readonly byte[] Request = System.Text.Encoding.ASCII.GetBytes(WireEdge.Post());

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;
    private readonly byte[] _end;
    private readonly byte[] _received = new byte[64 * 1024];

    /// <summary>A replica that says <paramref name="answer"/> to everything; the last bytes of what a caller gets are <paramref name="end"/>.</summary>
    internal RawLoad(byte[] answer, byte[] end)
    {
        (_answer, _end) = (answer, end);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    /// <summary>The replica's base URL.</summary>
    internal Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");

    /// <summary>Connects as the caller.</summary>
    internal static Socket Connect(IPEndPoint edge)
    {
        var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 20_000 };
        caller.Connect(edge);
        return caller;
    }

    /// <summary>Calls so often, one call after the other.</summary>
    internal void Call(Socket caller, int times)
    {
        for (int i = 0; i < times; i++)
        {
            caller.Send(Request);
            int count = 0;
            while (!_received.AsSpan(0, count).EndsWith(_end))
            {
                int more = caller.Receive(_received.AsSpan(count));
                if (more == 0)
                    throw new EndOfStreamException();
                count += more;
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Serve()
    {
        try
        {
            using Socket edge = _listener.Accept();
            edge.NoDelay = true;
            byte[] request = new byte[4096];
            int count = 0;
            // No head of a request here has a brace in it.
            for (int more; (more = edge.Receive(request.AsSpan(count))) > 0;)
            {
                count += more;
                if (request[count - 1] != '}')
                    continue;
                count = 0;
                edge.Send(_answer);
            }
        }
        catch (SocketException)
        {
            // The test is over.
        }
    }
}
