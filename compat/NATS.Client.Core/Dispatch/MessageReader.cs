using System.Buffers;
using System.Text;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Dispatch;

/// <summary>Makes messages of what the server sent. Never throws: what cannot be read is told in the message.</summary>
/// <typeparam name="T">The type of the payload.</typeparam>
/// <param name="connection">Where the messages come from.</param>
/// <param name="deserializer">Reads payloads.</param>
internal sealed class MessageReader<T>(INatsConnection connection, INatsDeserialize<T> deserializer)
{
    private readonly Encoding _encoding = connection.Opts.HeaderEncoding;

    /// <summary>Makes a message; the frame is not needed afterwards.</summary>
    internal NatsMsg<T> Read(string subject, in Frame frame)
    {
        NatsMsgFlags flags = NatsMsgFlags.None;
        if (frame.Payload.IsEmpty)
        {
            flags = NatsMsgFlags.Empty;
            if (HeaderReader.IsNoResponders(frame.Headers))
                flags |= NatsMsgFlags.NoResponders;
        }
        NatsHeaders? headers = frame.Kind == FrameKind.HMsg ? ReadHeaders(frame.Headers) : null;
        T? data = default;
        if (headers?.Error is null)
            data = ReadPayload(frame.Payload, ref headers);
        string? replyTo = frame.ReplyTo.IsEmpty ? null : Encoding.UTF8.GetString(frame.ReplyTo);
        int size = subject.Length + frame.ReplyTo.Length + (int)frame.Headers.Length + (int)frame.Payload.Length;
        return new NatsMsg<T>(subject, replyTo, size, headers, data, connection, flags);
    }

    private NatsHeaders ReadHeaders(in ReadOnlySequence<byte> bytes)
    {
        var headers = new NatsHeaders();
        ReadOnlySpan<byte> header = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (HeaderReader.Read(header, headers, _encoding) is { } mistake)
            headers.Error = new NatsHeaderParseException(header.ToArray(), new NatsException($"Not a header: {mistake}"));
        return headers;
    }

    private T? ReadPayload(in ReadOnlySequence<byte> payload, ref NatsHeaders? headers)
    {
        try
        {
            return deserializer.Deserialize(payload);
        }
        catch (Exception exception)
        {
            headers ??= new NatsHeaders();
            headers.Error = new NatsDeserializeException(payload.ToArray(), exception);
            return default;
        }
    }
}
