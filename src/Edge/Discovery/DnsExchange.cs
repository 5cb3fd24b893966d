using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Edge.Discovery;

/// <summary>
/// Puts one question to one server: over UDP from a port of its own, then over TCP when the answer did not fit. For one
/// question at a time.
/// </summary>
/// <param name="server">Who is asked.</param>
/// <param name="timeout">Until an answer is there, over each way.</param>
/// <param name="time">The clock of the timeout.</param>
internal sealed class DnsExchange(IPEndPoint server, TimeSpan timeout, TimeProvider time)
{
    /// <summary>More than was offered, for servers that do not look at it.</summary>
    private const int UdpBytes = 4096;

    private const int LengthBytes = 2;

    private int _ignored;

    /// <summary>Asks about an encoded <paramref name="name"/>. Throws <see cref="OperationCanceledException"/> by <paramref name="ct"/> alone.</summary>
    internal async ValueTask<DnsTry> AskAsync(byte[] name, DnsType type, CancellationToken ct)
    {
        DnsTry asked = await AskAsync(DnsQuery.Create(name, type, withOptions: true), ct).ConfigureAwait(false);
        return asked.Reply is { Code: DnsReply.FormatError or DnsReply.NotImplemented }
            ? await AskAsync(DnsQuery.Create(name, type, withOptions: false), ct).ConfigureAwait(false)
            : asked;
    }

    private async ValueTask<DnsTry> AskAsync(DnsQuery query, CancellationToken ct)
    {
        DnsTry asked = await InTimeAsync(OverUdpAsync, query, ct).ConfigureAwait(false);
        return asked.Reply is { IsTruncated: true }
            ? await InTimeAsync(OverTcpAsync, query, ct).ConfigureAwait(false)
            : asked;
    }

    private async ValueTask<DnsTry> InTimeAsync(Func<DnsQuery, CancellationToken, ValueTask<DnsTry>> way, DnsQuery query, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await way(query, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            string ignored = _ignored == 0 ? "" : $"; messages that answered something else: {_ignored}";
            return new DnsTry($"did not answer in {timeout.TotalSeconds} s{ignored}");
        }
        catch (SocketException e)
        {
            return new DnsTry($"cannot be asked: {e.Message}");
        }
    }

    private async ValueTask<DnsTry> OverUdpAsync(DnsQuery query, CancellationToken ct)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Connected, it takes messages from this address and port alone.
        await socket.ConnectAsync(server, ct).ConfigureAwait(false);
        await socket.SendAsync(query.Bytes, SocketFlags.None, ct).ConfigureAwait(false);
        byte[] message = new byte[UdpBytes];
        while (true)
        {
            int length = await socket.ReceiveAsync(message, SocketFlags.None, ct).ConfigureAwait(false);
            switch (DnsReplyReader.Read(message.AsSpan(0, length), query, out DnsReply? reply))
            {
                case DnsReading.Answer:
                    return new DnsTry(reply!);
                case DnsReading.Malformed:
                    return new DnsTry("answered what cannot be read");
            }
            _ignored++;
        }
    }

    // Each message has its length in front (RFC 1035 §4.2.2), which bounds it.
    private async ValueTask<DnsTry> OverTcpAsync(DnsQuery query, CancellationToken ct)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, ct).ConfigureAwait(false);
        byte[] question = new byte[LengthBytes + query.Bytes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(question, (ushort)query.Bytes.Length);
        query.Bytes.Span.CopyTo(question.AsSpan(LengthBytes));
        await socket.SendAsync(question, SocketFlags.None, ct).ConfigureAwait(false);
        byte[] length = new byte[LengthBytes];
        if (!await TryFillAsync(socket, length, ct).ConfigureAwait(false))
            return new DnsTry("closed the connection without an answer");
        byte[] message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        if (!await TryFillAsync(socket, message, ct).ConfigureAwait(false))
            return new DnsTry("closed the connection within its answer");
        return DnsReplyReader.Read(message, query, out DnsReply? reply) == DnsReading.Answer && !reply!.IsTruncated
            ? new DnsTry(reply)
            : new DnsTry("answered over TCP what cannot be read");
    }

    private static async ValueTask<bool> TryFillAsync(Socket socket, Memory<byte> buffer, CancellationToken ct)
    {
        while (!buffer.IsEmpty)
        {
            int count = await socket.ReceiveAsync(buffer, SocketFlags.None, ct).ConfigureAwait(false);
            if (count == 0)
                return false;
            buffer = buffer[count..];
        }
        return true;
    }
}
