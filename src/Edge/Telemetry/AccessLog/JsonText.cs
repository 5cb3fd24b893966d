using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Edge.Telemetry.AccessLog;

/// <summary>Writes pieces of JSON one behind the other into memory that is large enough.</summary>
internal ref struct JsonText(Span<byte> room)
{
    private const int NanoDigits = 9;

    /// <summary>Of <c>2026-01-31T10:00:00.000</c>.</summary>
    private const int LengthOfTime = 23;
    private readonly Span<byte> _room = room;

    /// <summary>How much is written.</summary>
    internal int Length { get; private set; }

    /// <summary>Adds bytes as they are.</summary>
    internal void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_room[Length..]);
        Length += bytes.Length;
    }

    /// <summary>Adds a member whose value is one of our own words; <paramref name="name"/> ends in the quote that it begins with.</summary>
    internal void Word(scoped ReadOnlySpan<byte> name, string word)
    {
        Raw(name);
        Length += Encoding.UTF8.GetBytes(word, _room[Length..]);
        Raw("\""u8);
    }

    /// <summary>Adds a member whose value is a whole number.</summary>
    internal void Number(scoped ReadOnlySpan<byte> name, long value)
    {
        Raw(name);
        Utf8Formatter.TryFormat(value, _room[Length..], out int written);
        Length += written;
    }

    /// <summary>Adds a member whose value is a length of time in milliseconds, to the microsecond; nothing where it is not known.</summary>
    internal void Milliseconds(scoped ReadOnlySpan<byte> name, double? seconds)
    {
        if (seconds is not { } known)
            return;
        long micros = (long)Math.Round(known * 1e6);
        Number(name, micros / 1000);
        Fraction(micros % 1000, digits: 3);
    }

    /// <summary>Adds a member whose value is an amount of dollars, given in billionths.</summary>
    internal void Dollars(scoped ReadOnlySpan<byte> name, long nanos)
    {
        Number(name, nanos / 1_000_000_000);
        Fraction(nanos % 1_000_000_000, NanoDigits);
    }

    /// <summary>Adds a time in UTC, to the millisecond.</summary>
    internal void Time(DateTime utc)
    {
        // .NET's own form for machines, cut: one that is given by a pattern takes ten times as long.
        utc.TryFormat(_room[Length..], out _, "O", CultureInfo.InvariantCulture);
        Length += LengthOfTime;
        _room[Length++] = (byte)'Z';
    }

    /// <summary>Adds the digits behind the point, of which there are so many at most, without the zeros at their end.</summary>
    private void Fraction(long value, int digits)
    {
        if (value == 0)
            return;
        _room[Length++] = (byte)'.';
        int end = Length + digits, last = end;
        for (int at = end - 1; at >= Length; at--, value /= 10)
        {
            _room[at] = (byte)('0' + (value % 10));
            if (last == at + 1 && _room[at] == '0')
                last = at;
        }
        Length = last;
    }
}
