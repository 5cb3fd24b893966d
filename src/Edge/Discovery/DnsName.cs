using System.Buffers;
using System.Globalization;
using System.Text;

namespace Edge.Discovery;

/// <summary>
/// Names as they are on the wire (RFC 1035 §3.1): labels with their lengths in front, ended by an empty one. In an answer the
/// rest of a name may be a pointer to where it stood before (§4.1.4).
/// </summary>
internal static class DnsName
{
    /// <summary>Most bytes of a name, lengths and end included (RFC 1035 §2.3.4).</summary>
    internal const int MostBytes = 255;

    /// <summary>
    /// Most pointers in a name: as many as it can have labels. More lead nowhere, and a message of 64 KiB has room for
    /// a chain of 8000 of them and 4000 names that begin at its end: 32 million steps.
    /// </summary>
    internal const int MostPointers = MostBytes / 2;

    private const int MostLabelBytes = 63;
    private const int PointerMark = 0xC0;

    // What a label may have unescaped: all that prints, except what stands between labels and before escapes.
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Except(['.', '\\'])]);

    // A byte that is no plain character is written as \ and three digits.
    private const int CharsPerByte = 4;

    /// <summary>The bytes of a name, with or without the dot at its end; null when it is none: empty labels, too long, not printable ASCII.</summary>
    internal static byte[]? Encode(string name)
    {
        ReadOnlySpan<char> text = name.EndsWith('.') ? name.AsSpan(0, name.Length - 1) : name;
        Span<byte> bytes = stackalloc byte[MostBytes];
        int used = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> label = text[range];
            // Two more: its length, and the end of the name.
            if (label.Length is 0 or > MostLabelBytes || used + label.Length + 2 > MostBytes || label.ContainsAnyExcept(Plain))
                return null;
            bytes[used++] = (byte)label.Length;
            used += Encoding.ASCII.GetBytes(label, bytes[used..]);
        }
        bytes[used++] = 0;
        return bytes[..used].ToArray();
    }

    /// <summary>
    /// Reads the name at <paramref name="at"/>, in lower case and without the dot at its end ("." is the root), and moves
    /// behind it; false when it is malformed. Each pointer must lead to before where the last one led, and there are few of them.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, ref int at, out string name)
    {
        Span<char> text = stackalloc char[MostBytes * CharsPerByte];
        name = "";
        int written = 0, bytes = 1, behind = -1, start = at, i = at, pointers = 0;
        while (i < message.Length && message[i] != 0)
        {
            int length = message[i];
            if (length > MostLabelBytes)
            {
                if (length < PointerMark || i + 1 >= message.Length)
                    return false;
                int target = (length - PointerMark) << 8 | message[i + 1];
                if (target >= start || ++pointers > MostPointers)
                    return false;
                behind = behind < 0 ? i + 2 : behind;
                i = start = target;
                continue;
            }
            bytes += 1 + length;
            if (bytes > MostBytes || length > message.Length - i - 1)
                return false;
            written = Append(message.Slice(i + 1, length), text, written);
            i += 1 + length;
        }
        if (i >= message.Length)
            return false;
        at = behind < 0 ? i + 1 : behind;
        name = written == 0 ? "." : new string(text[..written]);
        return true;
    }

    private static int Append(ReadOnlySpan<byte> label, Span<char> text, int written)
    {
        if (written > 0)
            text[written++] = '.';
        foreach (byte b in label)
        {
            if (Plain.Contains((char)b))
            {
                text[written++] = char.ToLowerInvariant((char)b);
                continue;
            }
            text[written++] = '\\';
            b.TryFormat(text[written..], out int digits, "D3", CultureInfo.InvariantCulture);
            written += digits;
        }
        return written;
    }
}
