namespace NATS.Client.Core.Auth;

/// <summary>Base32 by RFC 4648, upper case, without padding.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The text of bytes.</summary>
    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        int bits = 0, held = 0, at = 0;
        foreach (byte value in bytes)
        {
            bits = (bits << 8) | value;
            for (held += 8; held >= 5; held -= 5)
                text[at++] = Alphabet[(bits >> (held - 5)) & 31];
            bits &= 0xff;
        }
        if (held > 0)
            text[at] = Alphabet[(bits << (5 - held)) & 31];
        return new string(text);
    }

    /// <summary>The bytes of a text; null when it is none, or has bits that mean nothing.</summary>
    internal static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        int bits = 0, held = 0, at = 0;
        foreach (char character in text)
        {
            int value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
                return null;
            bits = ((bits << 5) | value) & 0xfff;
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes[at++] = (byte)(bits >> held);
            }
        }
        return held < 5 && (bits & ((1 << held) - 1)) == 0 ? bytes : null;
    }
}
