using System.Buffers.Text;
using System.Globalization;

namespace Edge.LoadTests.Chaos.Material;

/// <summary>What tells one request from all others: <c>n-</c> and sixteen hexadecimal digits, which occur nowhere else in what is sent.</summary>
/// <param name="Number">Each once in a run.</param>
internal readonly record struct Nonce(ulong Number)
{
    /// <summary>Bytes of its text.</summary>
    internal const int Length = 18;

    /// <summary>Writes its text, <see cref="Length"/> bytes.</summary>
    internal void Write(Span<byte> to)
    {
        "n-"u8.CopyTo(to);
        Utf8Formatter.TryFormat(Number, to[2..Length], out _, new System.Buffers.StandardFormat('x', 16));
    }

    /// <summary>Reads text that is a nonce and nothing else.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out Nonce nonce)
    {
        nonce = default;
        if (text.Length != Length || !text.StartsWith("n-"u8) || !Utf8Parser.TryParse(text[2..], out ulong number, out int used, 'x') || used != 16)
            return false;
        nonce = new Nonce(number);
        return true;
    }

    /// <summary>Whether <paramref name="bytes"/> hold the whole nonce of another request.</summary>
    internal bool FindsOther(ReadOnlySpan<byte> bytes, out Nonce other)
    {
        for (int at; (at = bytes.IndexOf("n-"u8)) >= 0; bytes = bytes[(at + 2)..])
        {
            if (bytes.Length - at >= Length && TryParse(bytes.Slice(at, Length), out other) && other != this)
                return true;
        }
        other = default;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => "n-" + Number.ToString("x16", CultureInfo.InvariantCulture);
}
