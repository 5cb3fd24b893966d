using System.Text;

namespace Edge.Intake;

/// <summary>
/// Reads one escape of a JSON string behind its backslash, as its bytes come (RFC 8259, section 7). A surrogate pair is one escape
/// in two parts; half a pair is none.
/// </summary>
internal struct EscapeSequence
{
    private enum Next : byte
    {
        Letter,
        Digits,
        LowBackslash,
        LowLetter,
        Nothing,
    }

    private const int DigitsPerUnit = 4;

    private Next _next;
    private int _digits;
    private int _unit;
    private char _high;

    /// <summary>Whether the escape is complete and <see cref="Rune"/> says what it stands for.</summary>
    internal readonly bool Done => _next == Next.Nothing;

    /// <summary>What the escape stands for.</summary>
    internal Rune Rune { get; private set; }

    /// <summary>Begins an escape, its backslash having been read.</summary>
    internal void Begin() => this = default;

    /// <summary>Goes on with <paramref name="b"/>; false if no escape goes on so.</summary>
    internal bool Continue(byte b)
    {
        switch (_next)
        {
            case Next.Letter:
                return Letter(b);
            case Next.Digits:
                return Digit(b);
            case Next.LowBackslash:
                _next = Next.LowLetter;
                return b == '\\';
            default:
                _next = Next.Digits;
                return b == 'u';
        }
    }

    private bool Letter(byte b)
    {
        if (b == 'u')
        {
            _next = Next.Digits;
            return true;
        }
        char meant = b switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)b,
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => '\0',
        };
        return meant != '\0' && End(new Rune(meant));
    }

    private bool Digit(byte b)
    {
        if (!char.IsAsciiHexDigit((char)b))
            return false;
        int value = b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
        _unit = (_unit << 4) | value;
        return ++_digits < DigitsPerUnit || EndUnit((char)_unit);
    }

    private bool EndUnit(char unit)
    {
        if (_high != '\0')
            return Rune.TryCreate(_high, unit, out Rune pair) && End(pair);
        if (Rune.TryCreate(unit, out Rune single))
            return End(single);
        _high = unit;
        _digits = 0;
        _unit = 0;
        _next = Next.LowBackslash;
        return char.IsHighSurrogate(unit);
    }

    private bool End(Rune rune)
    {
        Rune = rune;
        _next = Next.Nothing;
        return true;
    }
}
