using System.Buffers.Binary;
using System.Net;

namespace Edge.Discovery;

/// <summary>Reads the records of a message, one after another (RFC 1035 §4.1.3). Kinds that discovery has no use for are stepped over.</summary>
/// <param name="message">All of it, since names point back.</param>
/// <param name="at">Where the first record is.</param>
internal ref struct DnsRecordReader(ReadOnlySpan<byte> message, int at)
{
    // Type, class, time to live and length of the data.
    private const int HeadBytes = 10;

    // Priority, weight and port.
    private const int ServiceHeadBytes = 6;
    private const int AddressBytes = 4;
    private const int LongAddressBytes = 16;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _at = at;

    /// <summary>The upper bits of the response's code, once the record with the options was read.</summary>
    internal int UpperCode { get; private set; }

    /// <summary>Reads <paramref name="count"/> records and adds the useful ones; false when one is malformed.</summary>
    internal bool TryRead(int count, List<DnsRecord> records)
    {
        for (; count > 0; count--)
        {
            if (!TryReadOne(records))
                return false;
        }
        return true;
    }

    private bool TryReadOne(List<DnsRecord> records)
    {
        if (!DnsName.TryRead(_message, ref _at, out string owner) || _message.Length - _at < HeadBytes)
            return false;
        ReadOnlySpan<byte> head = _message.Slice(_at, HeadBytes);
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(head);
        uint ttl = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        int data = _at + HeadBytes;
        _at = data + BinaryPrimitives.ReadUInt16BigEndian(head[8..]);
        if (_at > _message.Length)
            return false;
        if (type == DnsQuery.Options)
            UpperCode = (int)(ttl >> 24);
        if (BinaryPrimitives.ReadUInt16BigEndian(head[2..]) != DnsQuery.Internet)
            return true;
        // What looks negative is zero (RFC 2181 §8).
        var record = new DnsRecord(owner, (DnsType)type, TimeSpan.FromSeconds(ttl > int.MaxValue ? 0L : ttl));
        return TryReadData(record, data, records);
    }

    private readonly bool TryReadData(DnsRecord record, int from, List<DnsRecord> records)
    {
        ReadOnlySpan<byte> data = _message[from.._at];
        switch (record.Type)
        {
            case DnsType.A when data.Length == AddressBytes:
            case DnsType.Aaaa when data.Length == LongAddressBytes:
                records.Add(record with { Address = new IPAddress(data) });
                return true;
            case DnsType.Cname when TryReadTarget(from, out string target):
                records.Add(record with { Target = target });
                return true;
            case DnsType.Srv when data.Length > ServiceHeadBytes && TryReadTarget(from + ServiceHeadBytes, out string target):
                int priority = BinaryPrimitives.ReadUInt16BigEndian(data);
                int port = BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
                records.Add(record with { Target = target, Priority = priority, Port = port });
                return true;
            default:
                return record.Type is not (DnsType.A or DnsType.Aaaa or DnsType.Cname or DnsType.Srv);
        }
    }

    // The name must end where the data does.
    private readonly bool TryReadTarget(int from, out string target) =>
        DnsName.TryRead(_message[.._at], ref from, out target) && from == _at;
}
