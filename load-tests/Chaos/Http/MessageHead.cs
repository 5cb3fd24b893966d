using System.Buffers.Text;
using System.Text;

namespace Edge.LoadTests.Chaos.Http;

/// <summary>
/// The head of a message of HTTP/1.1, read strictly: what is not exactly as RFC 9112 wants it is a mistake, since the other side is to be found out. One thread at a time.
/// </summary>
internal sealed class MessageHead
{
    private const int Longest = 32 * 1024;
    private readonly List<(int Name, int Colon, int Value, int End)> _fields = [];
    private byte[] _bytes = new byte[1024];
    private int _length;
    private int _firstLine;

    /// <summary>Whether all of it is there.</summary>
    internal bool IsWhole { get; private set; }

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Mistake { get; private set; }

    /// <summary>The first line, without its end.</summary>
    internal ReadOnlySpan<byte> FirstLine => _bytes.AsSpan(0, _firstLine);

    /// <summary>Whether the body comes in chunks.</summary>
    internal bool IsChunked => Field("Transfer-Encoding"u8).SequenceEqual("chunked"u8);

    /// <summary>Bytes of the body, or -1 where none are announced.</summary>
    internal long ContentLength =>
        Utf8Parser.TryParse(Field("Content-Length"u8), out long length, out int used) && used == Field("Content-Length"u8).Length ? length : -1;

    /// <summary>Takes bytes up to its end; returns how many.</summary>
    internal int Take(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_length));
        int from = Math.Max(0, _length - 3);
        int end = _bytes.AsSpan(from, _length + bytes.Length - from).IndexOf("\r\n\r\n"u8);
        int taken = end < 0 ? bytes.Length : from + end + 4 - _length;
        _length += taken;
        if (end >= 0)
            Read();
        else if (_length > Longest)
            Mistake = "a head without an end";
        return taken;
    }

    /// <summary>The value of a field, whatever its case; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Field(ReadOnlySpan<byte> name)
    {
        foreach ((int start, int colon, int value, int end) in _fields)
        {
            if (Ascii.EqualsIgnoreCase(_bytes.AsSpan(start, colon - start), name))
                return _bytes.AsSpan(value, end - value);
        }
        return default;
    }

    /// <summary>Begins anew.</summary>
    internal void Clear()
    {
        _fields.Clear();
        (_length, _firstLine, IsWhole, Mistake) = (0, 0, false, null);
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.Latin1.GetString(_bytes, 0, _length);

    private void Read()
    {
        IsWhole = true;
        ReadOnlySpan<byte> head = _bytes.AsSpan(0, _length - 2);
        int at = _firstLine = head.IndexOf("\r\n"u8);
        (int lengths, int encodings) = (0, 0);
        for (at += 2; at < head.Length;)
        {
            int end = at + head[at..].IndexOf("\r\n"u8);
            int colon = at + head[at..end].IndexOf((byte)':');
            if (colon <= at || head[at..colon].ContainsAny(" \t"u8) || head[at..end].ContainsAnyInRange((byte)0, (byte)31))
            {
                Mistake = "a line of a head that is no field";
                return;
            }
            int value = colon + 1;
            while (value < end && head[value] == ' ')
                value++;
            _fields.Add((at, colon, value, end));
            lengths += Ascii.EqualsIgnoreCase(head[at..colon], "Content-Length"u8) ? 1 : 0;
            encodings += Ascii.EqualsIgnoreCase(head[at..colon], "Transfer-Encoding"u8) ? 1 : 0;
            at = end + 2;
        }
        if (lengths + encodings > 1)
            Mistake = "a head that frames its body twice";
        else if ((lengths == 1 && ContentLength < 0) || (encodings == 1 && !IsChunked))
            Mistake = "a head that frames its body in no known way";
    }
}
