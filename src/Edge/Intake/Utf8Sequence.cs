using System.Text;

namespace Edge.Intake;

/// <summary>
/// Reads one UTF-8 sequence of two to four bytes as they come (RFC 3629, section 4). What is longer than need be, beyond U+10FFFF or
/// a surrogate shows in the range of the second byte.
/// </summary>
internal struct Utf8Sequence
{
    private int _left;
    private byte _low;
    private byte _high;
    private int _value;

    /// <summary>Whether the sequence is complete and <see cref="Rune"/> says what it stands for.</summary>
    internal readonly bool Done => _left == 0;

    /// <summary>What the sequence stands for.</summary>
    internal readonly Rune Rune => new(_value);

    /// <summary>Begins a sequence with <paramref name="lead"/>; false if no sequence begins so.</summary>
    internal bool Begin(byte lead)
    {
        (_left, _low, _high) = lead switch
        {
            >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
            0xE0 => (2, (byte)0xA0, (byte)0xBF),
            0xED => (2, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
            0xF0 => (3, (byte)0x90, (byte)0xBF),
            0xF4 => (3, (byte)0x80, (byte)0x8F),
            >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
            _ => default,
        };
        _value = lead & (0x3F >> _left);
        return _left != 0;
    }

    /// <summary>Goes on with <paramref name="next"/>; false if the sequence cannot go on so.</summary>
    internal bool Continue(byte next)
    {
        if (next < _low || next > _high)
            return false;
        (_low, _high) = (0x80, 0xBF);
        _value = (_value << 6) | (next & 0x3F);
        _left--;
        return true;
    }
}
