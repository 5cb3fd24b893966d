using System.Globalization;
using System.Net;
using Edge.Discovery;

namespace Edge.Tests.Discovery;

/// <summary>
/// Reads an answer as a textbook would: with lists, recursion and exceptions. What it cannot read throws a
/// <see cref="FormatException"/>.
/// </summary>
internal sealed class SlowReply
{
    private readonly byte[] _message;
    private int _at;

    internal SlowReply(byte[] message)
    {
        _message = message;
        (int answers, int authorities, int additional) = (Number(6), Number(8), Number(10));
        if (answers + authorities + additional > 4096)
            throw new FormatException("too many records");
        _at = DnsBytes.EndOfQuestion(message);
        Code = message[3] & 15;
        Answers = Records(answers);
        Records(authorities);
        Additional = Records(additional);
    }

    internal int Code { get; private set; }

    internal List<DnsRecord> Answers { get; }

    internal List<DnsRecord> Additional { get; }

    private List<DnsRecord> Records(int count)
    {
        var records = new List<DnsRecord>();
        for (int i = 0; i < count; i++)
        {
            string owner = NameAt(ref _at, _message.Length);
            (int type, int @class, int length) = (Number(_at), Number(_at + 2), Number(_at + 8));
            long ttl = (long)Number(_at + 4) << 16 | (long)Number(_at + 6);
            int data = _at + 10;
            _at = data + length;
            if (_at > _message.Length)
                throw new FormatException("data behind the end");
            if (type == 41)
                Code = Code & 15 | (int)(ttl >> 24) << 4;
            var record = new DnsRecord(owner, (DnsType)type, TimeSpan.FromSeconds(ttl >= 1L << 31 ? 0L : ttl));
            if (@class == 1 && type is 1 or 28)
                records.Add(record with { Address = AddressOf(type, _message[data.._at]) });
            else if (@class == 1 && type == 5)
                records.Add(record with { Target = TargetAt(data) });
            else if (@class == 1 && type == 33)
                records.Add(record with { Target = TargetAt(data + 6), Priority = Number(data), Port = Number(data + 4) });
        }
        return records;
    }

    private static IPAddress AddressOf(int type, byte[] data) =>
        data.Length == (type == 1 ? 4 : 16) ? new IPAddress(data) : throw new FormatException("no address");

    private string TargetAt(int at)
    {
        string name = NameAt(ref at, _at);
        return at == _at ? name : throw new FormatException("a name that ends elsewhere");
    }

    private string NameAt(ref int at, int end)
    {
        List<byte[]> labels = LabelsAt(ref at, end, at, DnsName.MostPointers);
        if (labels.Sum(label => label.Length + 1) > 254)
            throw new FormatException("too long");
        return labels.Count == 0 ? "." : string.Join('.', labels.Select(label => string.Concat(label.Select(Text))));
    }

    private List<byte[]> LabelsAt(ref int at, int end, int start, int pointers)
    {
        if (at >= end)
            throw new FormatException("a name without end");
        int length = _message[at++];
        if (length == 0)
            return [];
        if (length >= 0xC0)
        {
            if (at >= end)
                throw new FormatException("half a pointer");
            int target = (length & 63) * 256 + _message[at++];
            if (target >= start || pointers == 0)
                throw new FormatException("a pointer that does not lead back, or too many");
            return LabelsAt(ref target, end, target, pointers - 1);
        }
        if (length > 63 || at + length > end)
            throw new FormatException("no label");
        byte[] label = _message[at..(at + length)];
        at += length;
        return [label, .. LabelsAt(ref at, end, start, pointers)];
    }

    private static string Text(byte b) => b is > 32 and < 127 and not (byte)'.' and not (byte)'\\'
        ? ((char)b).ToString().ToLowerInvariant()
        : "\\" + b.ToString("000", CultureInfo.InvariantCulture);

    private int Number(int at) => at + 2 <= _message.Length ? _message[at] << 8 | _message[at + 1] : throw new FormatException("half a number");
}
