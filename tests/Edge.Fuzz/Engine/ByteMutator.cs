namespace Edge.Fuzz.Engine;

/// <summary>Changes inputs in the ways that tell readers apart. The same dice make the same changes. One thread.</summary>
internal sealed class ByteMutator(Dice dice, Vocabulary words)
{
    // Around the sizes of vectors and blocks, and the limits of depth, names, extensions, lines, fields and heads.
    private static readonly int[] Runs =
        [3, 8, 17, 33, 64, 65, 100, 129, 256, 257, 320, 512, 998, 1000, 1024, 1025, 2048, 4096, 4100, 8192, 16384, 32768];

    // Most repetitions of a token: above every limit of a number of things.
    private const int MostTokens = 140;

    /// <summary>Makes one change.</summary>
    /// <param name="text">What is changed.</param>
    /// <param name="other">Another input, to take pieces from.</param>
    internal void Change(EditBuffer text, byte[] other)
    {
        int at = dice.Next(text.Length + 1);
        switch (dice.Next(16))
        {
            case 0 or 1:
                ChangeByte(text, at);
                break;
            case 2:
                text.Remove(at, ShortLength());
                break;
            case 3:
                Double(text, at);
                break;
            case 4 or 5 or 6 or 7:
                text.Insert(at, dice.Pick(words.Tokens));
                break;
            case 8:
                text.Remove(at, dice.Next(1, 12));
                text.Insert(at, dice.Pick(words.Tokens));
                break;
            case 9:
                ChangeNumber(text, at);
                break;
            case 10:
                Run(text, at);
                break;
            case 11:
                Splice(text, at, other);
                break;
            case 12 when dice.OneIn(3):
                text.Remove(at, text.Length);
                break;
            case 13:
                InsertAtLine(text, at);
                break;
            default:
                ChangeLine(text, at);
                break;
        }
    }

    private void ChangeByte(EditBuffer text, int at)
    {
        if (at == text.Length)
        {
            text.Insert(at, [(byte)dice.Next(256)]);
            return;
        }
        ref byte b = ref text.Span[at];
        b = dice.Next(4) switch
        {
            0 => (byte)dice.Next(256),
            1 => (byte)(b + (dice.OneIn(2) ? 1 : -1)),
            2 => (byte)(b ^ 0x20),
            _ => (byte)(b ^ (1 << dice.Next(8))),
        };
    }

    private void Double(EditBuffer text, int at)
    {
        int length = Math.Min(ShortLength(), text.Length - at);
        text.Insert(dice.Next(text.Length + 1), text.Span.Slice(at, length));
    }

    // The digits next to a place, hexadecimal ones too, become another number; without any there, a number is put in.
    private void ChangeNumber(EditBuffer text, int at)
    {
        ReadOnlySpan<byte> span = text.Span;
        int digit = span[at..].IndexOfAnyInRange((byte)'0', (byte)'9');
        int start = digit < 0 ? at : at + digit, end = start;
        while (end < span.Length && char.IsAsciiHexDigit((char)span[end]))
            end++;
        text.Remove(start, end - start);
        text.Insert(start, dice.Pick(Vocabulary.Numbers));
    }

    private void Run(EditBuffer text, int at)
    {
        int times = dice.OneIn(3) ? dice.PickEarly(Runs) + dice.Next(-2, 3) : dice.Next(1, 20);
        if (dice.OneIn(2))
            text.Repeat(at, dice.Pick(words.Tokens), Math.Min(times, MostTokens));
        else
            text.Repeat(at, [at < text.Length && dice.OneIn(2) ? text.Span[at] : dice.Pick(words.Tokens)[^1]], times);
    }

    private void Splice(EditBuffer text, int at, byte[] other)
    {
        int from = dice.Next(other.Length + 1);
        int length = dice.OneIn(2) ? other.Length - from : Math.Min(ShortLength(), other.Length - from);
        if (dice.OneIn(2))
            text.Remove(at, text.Length);
        text.Insert(at, other.AsSpan(from, length));
    }

    private void InsertAtLine(EditBuffer text, int at) => text.Insert(LineAt(text, at).Start, dice.Pick(words.Tokens));

    private void ChangeLine(EditBuffer text, int at)
    {
        (int start, int end) = LineAt(text, at);
        switch (dice.Next(3))
        {
            case 0:
                text.Insert(start, text.Span[start..end]);
                break;
            case 1:
                text.Insert(LineAt(text, dice.Next(text.Length + 1)).Start, text.Span[start..end]);
                break;
            default:
                text.Remove(start, end - start);
                break;
        }
    }

    // The line around a place, with its end.
    private (int Start, int End) LineAt(EditBuffer text, int at)
    {
        int start = text.Span[..at].LastIndexOf(words.LineEnd) + 1;
        int length = text.Span[at..].IndexOf(words.LineEnd);
        return (start, length < 0 ? text.Length : at + length + 1);
    }

    // Mostly a few bytes.
    private int ShortLength() => dice.OneIn(8) ? dice.Next(1, 200) : dice.Next(1, 10);
}
