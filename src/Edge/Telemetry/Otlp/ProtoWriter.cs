using System.Buffers.Binary;
using System.Text;

namespace Edge.Telemetry.Otlp;

/// <summary>
/// Writes protocol buffers as they go over the wire (<see href="https://protobuf.dev/programming-guides/encoding/"/>), as much of it as metrics need. Memory
/// grows with the largest message and is used again. One thread at a time.
/// </summary>
internal sealed class ProtoWriter
{
    /// <summary>The bytes kept for the length of a message, which is not known before its end: up to 256 MiB, and readers take zeros in front.</summary>
    private const int LengthBytes = 4;
    private const int WireVarint = 0, WireFixed64 = 1, WireLength = 2;
    private byte[] _bytes = new byte[16 * 1024];
    private int _length;

    /// <summary>What was written since <see cref="Clear"/>; valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Begins anew.</summary>
    internal void Clear() => _length = 0;

    /// <summary>Adds an integer, an enumeration or a truth.</summary>
    internal void Number(int field, ulong value)
    {
        Tag(field, WireVarint);
        Varint(value);
    }

    /// <summary>Adds eight bytes: <c>fixed64</c> or <c>sfixed64</c>.</summary>
    internal void Fixed(int field, long value)
    {
        Tag(field, WireFixed64);
        BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);
    }

    /// <summary>Adds a <c>double</c>.</summary>
    internal void Double(int field, double value) => Fixed(field, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds a text.</summary>
    internal void Text(int field, string value)
    {
        Tag(field, WireLength);
        int length = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>Adds a <c>bytes</c> of 16: an id, most significant byte first.</summary>
    internal void Id(int field, UInt128 value)
    {
        Tag(field, WireLength);
        Varint(16);
        BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);
    }

    /// <summary>Adds a <c>bytes</c> of 8.</summary>
    internal void Id(int field, ulong value)
    {
        Tag(field, WireLength);
        Varint(sizeof(ulong));
        BinaryPrimitives.WriteUInt64BigEndian(Take(sizeof(ulong)), value);
    }

    /// <summary>Adds numbers of eight bytes each as one packed field.</summary>
    internal void Packed(int field, ReadOnlySpan<long> values)
    {
        Tag(field, WireLength);
        Varint((ulong)(values.Length * sizeof(long)));
        foreach (long value in values)
            BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);
    }

    /// <summary>The same of doubles.</summary>
    internal void Packed(int field, ReadOnlySpan<double> values)
    {
        Tag(field, WireLength);
        Varint((ulong)(values.Length * sizeof(double)));
        foreach (double value in values)
            BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);
    }

    /// <summary>Begins a message within the one that is written; returns what <see cref="End"/> asks for.</summary>
    internal int Begin(int field)
    {
        Tag(field, WireLength);
        Take(LengthBytes);
        return _length;
    }

    /// <summary>Ends the message that <see cref="Begin"/> began.</summary>
    internal void End(int begin)
    {
        int length = _length - begin;
        for (int i = 0; i < LengthBytes; i++)
            _bytes[begin - LengthBytes + i] = (byte)(((length >> (7 * i)) & 0x7F) | (i < LengthBytes - 1 ? 0x80 : 0));
    }

    private void Tag(int field, int wire) => Varint((ulong)((field << 3) | wire));

    private void Varint(ulong value)
    {
        for (; value > 0x7F; value >>= 7)
            Take(1)[0] = (byte)(value | 0x80);
        Take(1)[0] = (byte)value;
    }

    private Span<byte> Take(int length)
    {
        if (_bytes.Length - _length < length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
