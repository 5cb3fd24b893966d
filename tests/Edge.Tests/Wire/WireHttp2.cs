using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.Tests.Wire;

/// <summary>A caller that writes its HTTP/2 frames by hand (RFC 9113 §4.1), for what a whole client would not send or not show.</summary>
internal sealed class WireHttp2 : IDisposable
{
    /// <summary>Frame types and flags, by their names in RFC 9113 §6.</summary>
    internal const byte Data = 0, Headers = 1, Reset = 3, Settings = 4;
    private const byte EndStream = 1, Ack = 1, EndHeaders = 4;
    private readonly NetworkStream _stream;

    private WireHttp2(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>Connects with prior knowledge.</summary>
    internal static async Task<WireHttp2> ToAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        var client = new WireHttp2(socket);
        await client._stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await client.SendAsync(Settings, 0, 0, []);
        return client;
    }

    /// <summary>Sends a call on <paramref name="streamId"/>, whatever its path and fields say.</summary>
    internal async Task PostAsync(int streamId, string body, string path = "/v1/chat/completions", params (string Name, string Value)[] fields)
    {
        var block = new List<byte>();
        foreach ((string name, string value) in ((string, string)[])[(":method", "POST"), (":scheme", "http"), (":authority", "edge"), (":path", path), .. fields])
        {
            // A literal field without indexing, name and value short and plain (RFC 7541 §6.2.2).
            block.Add(0);
            foreach (string text in (string[])[name, value])
            {
                block.Add((byte)text.Length);
                block.AddRange(Encoding.Latin1.GetBytes(text));
            }
        }
        await SendAsync(Headers, EndHeaders, streamId, [.. block]);
        await SendAsync(Data, EndStream, streamId, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>The next frame of <paramref name="streamId"/>; its flag tells whether the stream ends with it.</summary>
    internal async Task<(byte Type, bool Ends, string Payload)> ReceiveAsync(int streamId)
    {
        using var deadline = new CancellationTokenSource(WireConnection.Patience);
        while (true)
        {
            byte[] head = new byte[9];
            await _stream.ReadExactlyAsync(head, deadline.Token);
            byte[] payload = new byte[head[0] << 16 | head[1] << 8 | head[2]];
            await _stream.ReadExactlyAsync(payload, deadline.Token);
            if (head[3] == Settings && head[4] != Ack)
                await SendAsync(Settings, Ack, 0, []);
            if (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) == streamId)
                return (head[3], head[3] is Data or Headers && (head[4] & EndStream) != 0, Encoding.Latin1.GetString(payload));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private async Task SendAsync(byte type, byte flags, int streamId, byte[] payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, 9);
        await _stream.WriteAsync(frame);
    }
}
