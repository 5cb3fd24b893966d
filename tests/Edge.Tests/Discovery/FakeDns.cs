using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Edge.Tests.Discovery;

/// <summary>A name server on this machine, on one port over UDP and TCP, that answers what the test says.</summary>
internal sealed class FakeDns : IDisposable
{
    private readonly ConcurrentQueue<FakeQuestion> _asked = new();
    private readonly ConcurrentQueue<FakeQuestion> _askedOverTcp = new();
    private readonly Socket _udp;
    private readonly Socket _tcp;

    /// <summary>Each question gets the messages of <paramref name="answer"/>; over TCP the pieces of <paramref name="pieces"/>, then the end, or no connection without it.</summary>
    internal FakeDns(Func<FakeQuestion, IEnumerable<byte[]>> answer, Func<FakeQuestion, IEnumerable<byte[]>>? pieces = null)
    {
        (_udp, _tcp) = Bind();
        _ = ServeUdpAsync(answer);
        if (pieces is null)
            return;
        _tcp.Listen();
        _ = ServeTcpAsync(pieces);
    }

    internal FakeDns(Func<FakeQuestion, DnsBytes> answer)
        : this(question => [answer(question).ToArray()])
    {
    }

    internal IPEndPoint EndPoint => (IPEndPoint)_udp.LocalEndPoint!;

    internal IReadOnlyCollection<FakeQuestion> Asked => _asked;

    internal IReadOnlyCollection<FakeQuestion> AskedOverTcp => _askedOverTcp;

    public void Dispose()
    {
        _udp.Dispose();
        _tcp.Dispose();
    }

    private static (Socket Udp, Socket Tcp) Bind()
    {
        while (true)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                tcp.Bind(udp.LocalEndPoint!);
                return (udp, tcp);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    private async Task ServeUdpAsync(Func<FakeQuestion, IEnumerable<byte[]>> answer)
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            SocketReceiveFromResult received = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
            var question = new FakeQuestion(buffer[..received.ReceivedBytes], (IPEndPoint)received.RemoteEndPoint);
            _asked.Enqueue(question);
            foreach (byte[] message in answer(question))
                await _udp.SendToAsync(message, received.RemoteEndPoint);
        }
    }

    private async Task ServeTcpAsync(Func<FakeQuestion, IEnumerable<byte[]>> pieces)
    {
        while (true)
        {
            using Socket connection = await _tcp.AcceptAsync();
            connection.NoDelay = true;
            await using var stream = new NetworkStream(connection);
            byte[] length = new byte[2];
            await stream.ReadExactlyAsync(length);
            byte[] message = new byte[length[0] << 8 | length[1]];
            await stream.ReadExactlyAsync(message);
            var question = new FakeQuestion(message, (IPEndPoint)connection.RemoteEndPoint!);
            _askedOverTcp.Enqueue(question);
            foreach (byte[] piece in pieces(question))
                await stream.WriteAsync(piece);
        }
    }
}
