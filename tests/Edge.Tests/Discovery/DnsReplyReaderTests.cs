using System.Net;
using Edge.Discovery;

namespace Edge.Tests.Discovery;

public class DnsReplyReaderTests
{
    private static readonly DnsQuery Query = DnsQuery.Create(DnsName.Encode("a.example")!, DnsType.A, withOptions: true);

    // Every kind of record, useful or not, in every section, with pointers into names and into data.
    private static readonly byte[] Everything = To()
        .Cname(DnsBytes.Asked, "B.Example", ttl: 9)
        .Address("b.example", "192.0.2.1", ttl: 8)
        .Address("b.example", "2001:db8::1", ttl: 0x8000_0001)
        .Srv("_x._tcp.example", priority: 513, port: 8080, target: "b.example", ttl: 7)
        .Record("t.example", DnsBytes.Txt, 6, [1, (byte)'x'])
        .Record("chaos.example", (ushort)DnsType.A, 6, [1, 2, 3, 4, 5], @class: 3)
        .Record("c.example", (ushort)DnsType.Cname, 6, [1, (byte)'c', 0xC0, 14])
        .Record(".", DnsBytes.Soa, 5, [0, 0, .. new byte[20]], DnsBytes.Section.Authority)
        .Address("b.example", "192.0.2.3", ttl: 4, DnsBytes.Section.Additional)
        .Record(".", DnsBytes.Options, 0, [], DnsBytes.Section.Additional, @class: 1232)
        .ToArray();

    [Fact]
    public void All_useful_records_are_read()
    {
        Read(Everything, out DnsReply? reply).ShouldBe(DnsReading.Answer);

        reply!.Code.ShouldBe(0);
        reply.IsTruncated.ShouldBeFalse();
        reply.IsKnowing.ShouldBeTrue();
        reply.Answers.ShouldBe(
        [
            new DnsRecord("a.example", DnsType.Cname, TimeSpan.FromSeconds(9)) { Target = "b.example" },
            new DnsRecord("b.example", DnsType.A, TimeSpan.FromSeconds(8)) { Address = IPAddress.Parse("192.0.2.1") },
            new DnsRecord("b.example", DnsType.Aaaa, TimeSpan.Zero) { Address = IPAddress.Parse("2001:db8::1") },
            new DnsRecord("_x._tcp.example", DnsType.Srv, TimeSpan.FromSeconds(7)) { Target = "b.example", Priority = 513, Port = 8080 },
            new DnsRecord("c.example", DnsType.Cname, TimeSpan.FromSeconds(6)) { Target = "c.example" },
        ]);
        reply.Additional.ShouldBe([new DnsRecord("b.example", DnsType.A, TimeSpan.FromSeconds(4)) { Address = IPAddress.Parse("192.0.2.3") }]);
    }

    [Fact]
    public void An_answer_that_ends_early_is_malformed_wherever_it_ends()
    {
        int question = DnsBytes.EndOfQuestion(Everything);
        for (int length = 0; length < Everything.Length; length++)
        {
            Read(Everything[..length], out DnsReply? reply).ShouldBe(length < question ? DnsReading.Foreign : DnsReading.Malformed, $"{length} bytes");
            reply.ShouldBeNull();
        }
    }

    [Fact]
    public void Answers_changed_at_random_are_read_as_a_slow_reader_reads_them()
    {
        var random = new Random(53);
        int question = DnsBytes.EndOfQuestion(Everything), whole = 0, malformed = 0;
        for (int round = 0; round < 30_000; round++)
        {
            byte[] changed = [.. Everything];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
                changed[random.Next(question, changed.Length)] = Byte(random);
            if (random.Next(3) == 0)
                changed[random.Next(6, 12)] = (byte)random.Next(4);
            if (random.Next(4) == 0)
                changed = changed[..random.Next(question, changed.Length)];
            DnsReading reading = Read(changed, out DnsReply? reply);
            SlowReply? slow = Slow(changed);
            string message = Convert.ToHexString(changed);
            reading.ShouldBe(slow is null ? DnsReading.Malformed : DnsReading.Answer, message);
            (reply is null).ShouldBe(slow is null, message);
            _ = slow is null ? malformed++ : whole++;
            if (slow is null)
                continue;
            reply!.Code.ShouldBe(slow.Code, message);
            reply.Answers.SequenceEqual(slow.Answers).ShouldBeTrue(message);
            reply.Additional.SequenceEqual(slow.Additional).ShouldBeTrue(message);
        }
        whole.ShouldBeGreaterThan(2_000);
        malformed.ShouldBeGreaterThan(2_000);
    }

    [Fact]
    public void Bytes_at_random_are_no_answer()
    {
        var random = new Random(1035);
        for (int round = 0; round < 10_000; round++)
        {
            byte[] bytes = new byte[random.Next(600)];
            random.NextBytes(bytes);
            Read(bytes, out _).ShouldBe(DnsReading.Foreign);
        }
    }

    [Theory]
    [InlineData(0, 0xFF)]
    [InlineData(1, 0x01)]
    [InlineData(2, 0x80)]
    [InlineData(2, 0x08)]
    [InlineData(2, 0x40)]
    [InlineData(5, 0x01)]
    [InlineData(5, 0x02)]
    [InlineData(13, 0x20)]
    [InlineData(15, 0x01)]
    [InlineData(23, 0x01)]
    [InlineData(25, 0x01)]
    public void An_answer_with_another_id_kind_or_question_is_foreign(int at, int change)
    {
        byte[] message = [.. Everything];
        message[at] ^= (byte)change;

        Read(message, out DnsReply? reply).ShouldBe(DnsReading.Foreign);
        reply.ShouldBeNull();
    }

    [Fact]
    public void A_truncated_answer_has_no_records_whatever_follows()
    {
        Read(To().Address(DnsBytes.Asked, "192.0.2.1").Truncated().ToArray()[..^3], out DnsReply? reply).ShouldBe(DnsReading.Answer);

        reply!.IsTruncated.ShouldBeTrue();
        reply.Answers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(DnsType.A), 3)]
    [InlineData(nameof(DnsType.A), 5)]
    [InlineData(nameof(DnsType.A), 16)]
    [InlineData(nameof(DnsType.Aaaa), 4)]
    [InlineData(nameof(DnsType.Aaaa), 0)]
    [InlineData(nameof(DnsType.Cname), 0)]
    [InlineData(nameof(DnsType.Cname), 2)]
    [InlineData(nameof(DnsType.Srv), 0)]
    [InlineData(nameof(DnsType.Srv), 6)]
    [InlineData(nameof(DnsType.Srv), 8)]
    public void Data_of_another_length_than_its_kind_has_is_malformed(string type, int length) =>
        Read(To().Record(DnsBytes.Asked, (ushort)Enum.Parse<DnsType>(type), 30, new byte[length]).ToArray(), out _).ShouldBe(DnsReading.Malformed);

    [Fact]
    public void A_name_must_end_within_its_data()
    {
        // "b" and its end in the data, but the length in front says one byte less.
        byte[] message = To().Record(DnsBytes.Asked, (ushort)DnsType.Cname, 30, [1, (byte)'b', 0]).ToArray();
        Read(message, out _).ShouldBe(DnsReading.Answer);
        message[^4]--;

        Read(message, out _).ShouldBe(DnsReading.Malformed);
    }

    [Theory]
    [InlineData(126, true)]
    [InlineData(127, false)]
    [InlineData(2000, false)]
    public void The_number_of_pointers_in_a_name_is_bounded(int behindTheFirst, bool isRead)
    {
        // A text that holds a chain of pointers, each to the one before it and the first one to the question; then an alias that leads to their end.
        byte[] head = To().Record(DnsBytes.Asked, DnsBytes.Txt, 30, []).ToArray();
        IEnumerable<byte> chain = Enumerable.Range(0, behindTheFirst).SelectMany(i => Pointer(i == 0 ? 12 : head.Length + 2 * (i - 1)));
        byte[] data = [.. chain];
        byte[] message = To()
            .Record(DnsBytes.Asked, DnsBytes.Txt, 30, data)
            .Record(DnsBytes.Asked, (ushort)DnsType.Cname, 30, Pointer(head.Length + data.Length - 2))
            .ToArray();

        Read(message, out _).ShouldBe(isRead ? DnsReading.Answer : DnsReading.Malformed);
        (Slow(message) is null).ShouldBe(!isRead);
    }

    [Theory]
    [InlineData(4096, 0, true)]
    [InlineData(4096, 1, false)]
    public void The_number_of_records_is_bounded(int answers, int additional, bool isRead)
    {
        DnsBytes bytes = To();
        byte[] message = [.. bytes.ToArray(), .. Enumerable.Repeat<byte[]>([0, 0, 16, 0, 1, 0, 0, 0, 0, 0, 0], answers + additional).SelectMany(record => record)];
        (message[6], message[7], message[11]) = ((byte)(answers >> 8), (byte)answers, (byte)additional);

        Read(message, out _).ShouldBe(isRead ? DnsReading.Answer : DnsReading.Malformed);
    }

    [Theory]
    [InlineData(0x8080, true)]
    [InlineData(0x8400, true)]
    [InlineData(0x8100, false)]
    public void Whether_the_server_knows_is_told_by_its_flags(int flags, bool isKnowing)
    {
        Read(To().Flags((ushort)flags).ToArray(), out DnsReply? reply).ShouldBe(DnsReading.Answer);

        reply!.IsKnowing.ShouldBe(isKnowing);
    }

    [Fact]
    public void The_upper_bits_of_the_code_come_with_the_options()
    {
        byte[] message = To().Code(7).Record(".", DnsBytes.Options, 0x0100_0000, [], DnsBytes.Section.Additional, @class: 1232).ToArray();

        Read(message, out DnsReply? reply).ShouldBe(DnsReading.Answer);

        reply!.Code.ShouldBe(16 + 7);
        reply.CodeText.ShouldBe("code 23");
    }

    private static byte[] Pointer(int to) => [(byte)(0xC0 | to >> 8), (byte)to];

    // Mostly what means something: lengths, pointers, kinds.
    private static byte Byte(Random random) => random.Next(3) switch
    {
        0 => (byte)random.Next(256),
        1 => (byte)random.Next(0xC0, 0xC2),
        _ => new byte[] { 0, 1, 4, 5, 12, 16, 28, 33, 41, 63, 64 }[random.Next(11)],
    };

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

    private static DnsBytes To() => DnsBytes.To(Query.Bytes.ToArray());

    private static DnsReading Read(byte[] message, out DnsReply? reply) => DnsReplyReader.Read(message, Query, out reply);
}
