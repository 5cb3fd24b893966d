using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core.Protocol;

/// <summary>Reads headers: <c>NATS/1.0[ code[ text]]␍␊</c>, then <c>name: value␍␊</c> for each value, then <c>␍␊</c>.</summary>
internal static class HeaderReader
{
    private static readonly (string Text, NatsHeaders.Messages Message)[] Texts =
    [
        ("Idle Heartbeat", NatsHeaders.Messages.IdleHeartbeat),
        ("Bad Request", NatsHeaders.Messages.BadRequest),
        ("Consumer Deleted", NatsHeaders.Messages.ConsumerDeleted),
        ("Consumer is push based", NatsHeaders.Messages.ConsumerIsPushBased),
        ("No Messages", NatsHeaders.Messages.NoMessages),
        ("Request Timeout", NatsHeaders.Messages.RequestTimeout),
        ("Message Size Exceeds MaxBytes", NatsHeaders.Messages.MessageSizeExceedsMaxBytes),
        ("Requests Pending", NatsHeaders.Messages.RequestsPending),
    ];

    private static ReadOnlySpan<byte> Version => "NATS/1.0"u8;

    /// <summary>Whether a header is the server's word that nobody listens.</summary>
    internal static bool IsNoResponders(in ReadOnlySequence<byte> header)
    {
        const int end = 12;
        if (header.Length < end)
            return false;
        Span<byte> start = stackalloc byte[end];
        header.Slice(0, end).CopyTo(start);
        return start.SequenceEqual("NATS/1.0 503"u8);
    }

    /// <summary>Reads a whole header.</summary>
    /// <returns>What is wrong with it, or null; what was read before stays in <paramref name="headers"/>.</returns>
    internal static string? Read(ReadOnlySpan<byte> header, NatsHeaders headers, Encoding encoding)
    {
        if (!TryTakeLine(ref header, out ReadOnlySpan<byte> line))
            return "the first line does not end";
        if (!TryReadStatus(line, headers, encoding))
            return "the first line is neither a version nor a status";
        while (!header.IsEmpty)
        {
            if (!TryTakeLine(ref header, out line))
                return "a line does not end";
            if (!line.IsEmpty && !TryReadField(line, headers, encoding))
                return "a line is no field";
        }
        return null;
    }

    private static bool TryTakeLine(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        int end = rest.IndexOf("\r\n"u8);
        line = end < 0 ? default : rest[..end];
        rest = end < 0 ? rest : rest[(end + 2)..];
        return end >= 0;
    }

    private static bool TryReadStatus(ReadOnlySpan<byte> line, NatsHeaders headers, Encoding encoding)
    {
        if (!line.StartsWith(Version))
            return false;
        line = line[Version.Length..];
        if (line.IsEmpty)
            return true;
        if (line[0] is not (byte)' ')
            return false;
        line = line.Trim((byte)' ');
        if (!Utf8Parser.TryParse(line, out int code, out int used) || (used < line.Length && line[used] != (byte)' '))
            return line.IsEmpty;
        headers.Code = code;
        string text = encoding.GetString(line[used..].TrimStart((byte)' '));
        headers.MessageText = text;
        headers.Message = Array.Find(Texts, known => known.Text == text).Message;
        return true;
    }

    private static bool TryReadField(ReadOnlySpan<byte> line, NatsHeaders headers, Encoding encoding)
    {
        int end = line.IndexOfAny(":\t "u8);
        if (end <= 0 || line[end] != (byte)':')
            return false;
        string name = encoding.GetString(line[..end]);
        string value = encoding.GetString(line[(end + 1)..].Trim("\t "u8));
        headers[name] = headers.TryGetValue(name, out StringValues before) ? StringValues.Concat(before, value) : value;
        return true;
    }
}
