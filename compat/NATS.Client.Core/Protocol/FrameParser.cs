using System.Buffers;

namespace NATS.Client.Core.Protocol;

/// <summary>
/// Reads what a server sends, without I/O (https://docs.nats.io/reference/reference-protocols/nats-protocol):
/// <code>
/// INFO {json}␍␊   PING␍␊   PONG␍␊   +OK␍␊   -ERR 'text'␍␊
/// MSG subject sid [reply-to] #bytes␍␊payload␍␊
/// HMSG subject sid [reply-to] #header #total␍␊header payload␍␊
/// </code>
/// Not safe for several threads.
/// </summary>
/// <param name="maxPayload">The largest message taken, in bytes of header and payload.</param>
internal sealed class FrameParser(int maxPayload)
{
    /// <summary>The longest command line taken; servers take no longer ones from their clients either.</summary>
    internal const int MaxLine = 4096;

    /// <summary>The longest INFO taken: it names all servers of a cluster, some 25 bytes each.</summary>
    internal const int MaxInfoLine = 64 * 1024;

    private byte[] _joined = new byte[MaxLine];

    /// <summary>Reads one command from the start of <paramref name="buffer"/> and cuts it off; leaves the buffer alone unless it was complete.</summary>
    /// <param name="buffer">What was received.</param>
    /// <param name="frame">The command; valid as long as the buffer, and until the next call.</param>
    internal FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, out Frame frame)
    {
        frame = default;
        FrameStatus status = TryReadLine(buffer, out ReadOnlySpan<byte> line, out int length);
        if (status != FrameStatus.Complete)
            return status;
        if (!LineParser.TryParse(line, ref frame, out int headerLength, out int totalLength) || totalLength > maxPayload)
            return FrameStatus.Malformed;
        if (frame.Kind > FrameKind.HMsg)
        {
            buffer = buffer.Slice(length);
            return FrameStatus.Complete;
        }
        return TakeBody(ref buffer, ref frame, length, headerLength, totalLength);
    }

    private static FrameStatus TakeBody(ref ReadOnlySequence<byte> buffer, ref Frame frame, int lineLength, int headerLength, int totalLength)
    {
        if (buffer.Length < lineLength + totalLength + 2L)
            return FrameStatus.Incomplete;
        ReadOnlySequence<byte> body = buffer.Slice(lineLength, totalLength);
        ReadOnlySequence<byte> rest = buffer.Slice(body.End);
        if (!StartsWithLineEnd(rest))
            return FrameStatus.Malformed;
        if (frame.Kind == FrameKind.HMsg)
        {
            frame.Headers = body.Slice(0, headerLength);
            body = body.Slice(headerLength);
        }
        frame.Payload = body;
        buffer = rest.Slice(2);
        return FrameStatus.Complete;
    }

    private static bool StartsWithLineEnd(in ReadOnlySequence<byte> rest)
    {
        if (rest.FirstSpan.Length >= 2)
            return rest.FirstSpan.StartsWith("\r\n"u8);
        Span<byte> end = stackalloc byte[2];
        rest.Slice(0, 2).CopyTo(end);
        return end.SequenceEqual("\r\n"u8);
    }

    // The line comes without its end; length counts the end too.
    private FrameStatus TryReadLine(in ReadOnlySequence<byte> buffer, out ReadOnlySpan<byte> line, out int length)
    {
        ReadOnlySpan<byte> first = buffer.FirstSpan;
        int end = first.Length > MaxLine ? first[..MaxLine].IndexOf((byte)'\n') : first.IndexOf((byte)'\n');
        if (end < 0)
            return TryJoinLine(buffer, out line, out length);
        length = end + 1;
        return Strip(first[..length], out line);
    }

    private FrameStatus TryJoinLine(in ReadOnlySequence<byte> buffer, out ReadOnlySpan<byte> line, out int length)
    {
        line = default;
        length = 0;
        int limit = LineLimit(buffer);
        if (buffer.PositionOf((byte)'\n') is not { } end)
            return buffer.Length >= limit ? FrameStatus.Malformed : FrameStatus.Incomplete;
        long longLength = buffer.GetOffset(end) - buffer.GetOffset(buffer.Start) + 1;
        if (longLength > limit)
            return FrameStatus.Malformed;
        length = (int)longLength;
        if (_joined.Length < length)
            _joined = new byte[MaxInfoLine];
        buffer.Slice(0, length).CopyTo(_joined);
        return Strip(_joined.AsSpan(0, length), out line);
    }

    private static int LineLimit(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> start = stackalloc byte[4];
        buffer.Slice(0, Math.Min(4, buffer.Length)).CopyTo(start);
        return start.SequenceEqual("INFO"u8) ? MaxInfoLine : MaxLine;
    }

    private static FrameStatus Strip(ReadOnlySpan<byte> whole, out ReadOnlySpan<byte> line)
    {
        bool ends = whole.EndsWith("\r\n"u8);
        line = ends ? whole[..^2] : default;
        return ends ? FrameStatus.Complete : FrameStatus.Malformed;
    }
}
