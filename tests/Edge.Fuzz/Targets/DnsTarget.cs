using System.Buffers.Binary;
using Edge.Discovery;
using Edge.Fuzz.Engine;
using Edge.Tests.Discovery;

namespace Edge.Fuzz.Targets;

/// <summary>
/// The reader of answers of name servers: whatever comes it is foreign, malformed or an answer, and an answer is what a slow reader
/// makes of it. An input is a message without what an answer must repeat: flags and numbers of records, 8 bytes, then records, which
/// see the question <c>a.example</c> at 12 and begin at 27.
/// </summary>
/// <param name="oracle">The slow reader; null for what it cannot read.</param>
internal sealed class DnsTarget(Func<byte[], SlowReply?> oracle) : FuzzTarget
{
    internal const string Title = "dns";

    // Id in front of the flags, and the number of questions behind them.
    private const int FlagsAt = 2;
    private const int FlagsBytes = 2;
    private const int CountsAt = 6;
    private const int CountsBytes = 6;

    private readonly DnsQuery _query = DnsQuery.Create(DnsName.Encode("a.example")!, DnsType.A, withOptions: false);

    /// <summary>With the slow reader of the tests.</summary>
    internal DnsTarget()
        : this(Slow)
    {
    }

    /// <inheritdoc/>
    internal override string Name => Title;

    /// <inheritdoc/>
    internal override Vocabulary Words { get; } = new(
        [
            [0xC0, 12], [0xC0, 27], [0xC0, 0], [0xC1, 0], [0xFF, 0xFF], [0x80], [0x40], [0], [1, (byte)'b'], [63], [64], [0, 1], [0, 5], [0, 28], [0, 33], [0, 41],
            [0, 1, 0, 1], [0, 0, 0, 1], [0, 4, 192, 0, 2, 1], [0x81, 0x80], [0x83, 0x80], [0x80, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF],
            [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 192, 0, 2, 1], [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 30, 0, 2, 0xC0, 14], [63, .. new byte[63]],
            [0, 0, 41, 4, 0xD0, 1, 0, 0, 0, 0, 0],
        ],
        0, MostBytes: 3000);

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds =>
    [
        Input(To().Address(DnsBytes.Asked, "192.0.2.1")),
        Input(To().Address(DnsBytes.Asked, "2001:db8::1").Cname("b.example", DnsBytes.Asked)),
        Input(To().Cname(DnsBytes.Asked, "B.Example").Address("b.example", "192.0.2.1").Srv("_x._tcp.example", 513, 8080, "b.example")),
        Input(To().Srv(DnsBytes.Asked, 0, 80, ".").Record(".", DnsBytes.Options, 0x0100_0000, [], DnsBytes.Section.Additional, @class: 1232)),
        Input(To().Record("t.example", DnsBytes.Txt, 6, [1, (byte)'x']).Record(".", DnsBytes.Soa, 5, new byte[22], DnsBytes.Section.Authority)),
        Input(To().Truncated()),
        Input(To().Code(3)),
    ];

    /// <inheritdoc/>
    internal override string? Check(byte[] input, Dice dice)
    {
        byte[] message = Message(input);
        if (dice.OneIn(16) && message.Length > 0)
            message[dice.Next(Math.Min(message.Length, 40))] ^= (byte)(1 << dice.Next(8));
        DnsReading reading = DnsReplyReader.Read(message, _query, out DnsReply? reply);
        Outcome = Labels.Join((int)reading, reply?.Code ?? 0, Math.Min(reply?.Answers.Count ?? 0, 4), Math.Min(reply?.Additional.Count ?? 0, 4));
        if (reading == DnsReading.Foreign != IsForeign(message))
            return $"{reading}, whatever stands in front";
        if (reply is null != (reading != DnsReading.Answer))
            return $"{reading} with {reply}";
        if (reading == DnsReading.Foreign)
            return null;
        return reply is { IsTruncated: true } ? (reply.Answers.Count == 0 ? null : "a truncated answer has records") : Compare(reply, oracle(message));
    }

    private static string? Compare(DnsReply? reply, SlowReply? slow)
    {
        if (reply is null || slow is null)
            return reply is null && slow is null ? null : $"{reply}, the slow reader {(slow is null ? "cannot read it" : "can read it")}";
        bool same = reply.Code == slow.Code && reply.Answers.SequenceEqual(slow.Answers) && reply.Additional.SequenceEqual(slow.Additional);
        return same ? null : $"{reply} [{string.Join(' ', reply.Answers)}], not [{string.Join(' ', slow.Answers)}] or the rest is not the same";
    }

    private bool IsForeign(byte[] message) =>
        message.Length < DnsQuery.HeadBytes || !message.AsSpan(0, 2).SequenceEqual(_query.Id) || (message[2] & 0xF8) != 0x80
        || BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(4)) != 1 || !message.AsSpan(DnsQuery.HeadBytes).StartsWith(_query.Question);

    // A short input is a message that ends early.
    private byte[] Message(byte[] input)
    {
        ReadOnlySpan<byte> flags = input.AsSpan(0, Math.Min(FlagsBytes, input.Length));
        if (input.Length < FlagsBytes)
            return [.. _query.Id, .. flags];
        ReadOnlySpan<byte> counts = input.AsSpan(FlagsBytes, Math.Min(CountsBytes, input.Length - FlagsBytes));
        if (counts.Length < CountsBytes)
            return [.. _query.Id, .. flags, 0, 1, .. counts];
        return [.. _query.Id, .. flags, 0, 1, .. counts, .. _query.Question, .. input.AsSpan(FlagsBytes + CountsBytes)];
    }

    private DnsBytes To() => DnsBytes.To(_query.Bytes.ToArray());

    private static byte[] Input(DnsBytes answer)
    {
        byte[] message = answer.ToArray();
        return
        [
            .. message.AsSpan(FlagsAt, FlagsBytes), .. message.AsSpan(CountsAt, CountsBytes),
            .. message.AsSpan(DnsBytes.EndOfQuestion(message)),
        ];
    }

    private static SlowReply? Slow(byte[] message)
    {
        try
        {
            return new SlowReply(message);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
