using System.Buffers.Binary;

namespace Edge.Discovery;

/// <summary>Reads the answer to a question. What comes in may be forged: nothing throws, nothing is read twice, all of it is bounded.</summary>
internal static class DnsReplyReader
{
    /// <summary>Most records of a message: more addresses than this, 16 bytes each, are in none, since it has at most 64 KiB.</summary>
    internal const int MostRecords = 4096;

    // Flags of the head (RFC 1035 §4.1.1).
    private const int Response = 0x8000;
    private const int Opcode = 0x7800;
    private const int Authoritative = 0x0400;
    private const int Truncated = 0x0200;
    private const int RecursionAvailable = 0x0080;
    private const int CodeBits = 0x000F;

    /// <summary>Reads <paramref name="message"/>; <paramref name="reply"/> is there with <see cref="DnsReading.Answer"/> alone.</summary>
    internal static DnsReading Read(ReadOnlySpan<byte> message, DnsQuery query, out DnsReply? reply)
    {
        reply = null;
        if (!IsFor(message, query))
            return DnsReading.Foreign;
        int flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if ((flags & Truncated) != 0)
        {
            reply = new DnsReply(flags & CodeBits) { IsTruncated = true };
            return DnsReading.Answer;
        }
        int answers = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        int authorities = BinaryPrimitives.ReadUInt16BigEndian(message[8..]);
        int additional = BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        if (answers + authorities + additional > MostRecords)
            return DnsReading.Malformed;
        List<DnsRecord> found = [], onTop = [];
        var records = new DnsRecordReader(message, DnsQuery.HeadBytes + query.Question.Length);
        if (!records.TryRead(answers, found) || !records.TryRead(authorities, []) || !records.TryRead(additional, onTop))
            return DnsReading.Malformed;
        reply = new DnsReply(flags & CodeBits | records.UpperCode << 4)
        {
            IsKnowing = (flags & (Authoritative | RecursionAvailable)) != 0,
            Answers = found,
            Additional = onTop,
        };
        return DnsReading.Answer;
    }

    private static bool IsFor(ReadOnlySpan<byte> message, DnsQuery query) =>
        message.Length >= DnsQuery.HeadBytes
        && message.StartsWith(query.Id)
        && (BinaryPrimitives.ReadUInt16BigEndian(message[2..]) & (Response | Opcode)) == Response
        && BinaryPrimitives.ReadUInt16BigEndian(message[4..]) == 1
        && message[DnsQuery.HeadBytes..].StartsWith(query.Question);
}
