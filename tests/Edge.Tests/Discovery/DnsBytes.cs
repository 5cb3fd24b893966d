using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Edge.Discovery;

namespace Edge.Tests.Discovery;

/// <summary>Writes an answer, right or wrong, to a question. Sections must be written in their order.</summary>
internal sealed class DnsBytes
{
    /// <summary>The owner of a record as a pointer to the asked name.</summary>
    internal const string Asked = "@";

    internal const ushort Soa = 6;
    internal const ushort Txt = 16;
    internal const ushort Options = 41;

    private readonly List<byte> _bytes;

    private DnsBytes(IEnumerable<byte> bytes) => _bytes = [.. bytes];

    internal enum Section { Answer = 6, Authority = 8, Additional = 10 }

    /// <summary>An answer of a server that resolves for others, without records.</summary>
    internal static DnsBytes To(byte[] query) =>
        new DnsBytes([query[0], query[1], 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. query[12..EndOfQuestion(query)]]).Flags(0x8180);

    /// <summary>Where the question of a message ends.</summary>
    internal static int EndOfQuestion(byte[] query)
    {
        int i = 12;
        while (query[i] != 0)
            i += 1 + query[i];
        return i + 5;
    }

    internal DnsBytes Flags(ushort flags) => Set(2, flags);

    internal DnsBytes Code(int code) => Flags((ushort)(0x8180 | code));

    internal DnsBytes Truncated() => Flags(0x8380);

    internal DnsBytes Set(int at, ushort value)
    {
        (_bytes[at], _bytes[at + 1]) = ((byte)(value >> 8), (byte)value);
        return this;
    }

    internal DnsBytes Address(string owner, string address, uint ttl = 30, Section section = Section.Answer)
    {
        var parsed = IPAddress.Parse(address);
        DnsType type = parsed.AddressFamily == AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa;
        return Record(owner, (ushort)type, ttl, parsed.GetAddressBytes(), section);
    }

    internal DnsBytes Cname(string owner, string target, uint ttl = 30) => Record(owner, (ushort)DnsType.Cname, ttl, Name(target));

    internal DnsBytes Srv(string owner, ushort priority, ushort port, string target, uint ttl = 30) =>
        Record(owner, (ushort)DnsType.Srv, ttl, [.. Number(priority), .. Number(7), .. Number(port), .. Name(target)]);

    internal DnsBytes Record(string owner, ushort type, uint ttl, byte[] data, Section section = Section.Answer, ushort @class = 1)
    {
        byte[] time = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(time, ttl);
        _bytes.AddRange([.. Name(owner), .. Number(type), .. Number(@class), .. time, .. Number((ushort)data.Length), .. data]);
        int at = (int)section;
        return Set(at, (ushort)((_bytes[at] << 8 | _bytes[at + 1]) + 1));
    }

    internal byte[] ToArray() => [.. _bytes];

    /// <summary>What a TCP connection carries: the message with its length in front.</summary>
    internal byte[] Framed() => [.. Number((ushort)_bytes.Count), .. _bytes];

    internal static byte[] Name(string name) => name switch
    {
        Asked => [0xC0, 12],
        "." => [0],
        _ => [.. name.Split('.').SelectMany(label => label.Select(c => (byte)c).Prepend((byte)label.Length)), 0],
    };

    private static byte[] Number(ushort value) => [(byte)(value >> 8), (byte)value];
}
