using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Edge.Telemetry.AccessLog;

/// <summary>
/// Writes pieces of JSON one behind the other into memory that is large enough. All of it is inlined but for digits: what it knows stays in registers, and names,
/// which are constants, are a few moves.
/// </summary>
internal ref struct JsonText(Span<byte> room)
{
    private const int NanoDigits = 9;
    private readonly Span<byte> _room = room;

    /// <summary>How much is written.</summary>
    internal int Length { get; private set; }

    /// <summary>Adds bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_room[Length..]);
        Length += bytes.Length;
    }

    /// <summary>Adds a member whose value is a whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Number(scoped ReadOnlySpan<byte> name, long value)
    {
        Raw(name);
        Length += Digits(_room[Length..], value);
    }

    /// <summary>Adds a member whose value is a length of time in milliseconds, to the microsecond; nothing where it is not known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Milliseconds(scoped ReadOnlySpan<byte> name, double? seconds)
    {
        if (seconds is not { } known)
            return;
        Raw(name);
        Length += Thousandths(_room[Length..], (long)Math.Round(known * 1e6));
    }

    /// <summary>Adds a member whose value is an amount of dollars, given in billionths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Dollars(scoped ReadOnlySpan<byte> name, long nanos)
    {
        Raw(name);
        Length += Billionths(_room[Length..], nanos);
    }

    /// <summary>Adds a time in UTC, to the millisecond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Time(LineTime time, long ticks)
    {
        time.Write(_room[Length..], ticks);
        Length += LineTime.Length;
    }

    private static int Digits(Span<byte> room, long value)
    {
        if ((ulong)value < 10)
        {
            room[0] = (byte)('0' + value);
            return 1;
        }
        Utf8Formatter.TryFormat(value, room, out int written);
        return written;
    }

    /// <summary>Writes microseconds as milliseconds, without zeros behind the last digit.</summary>
    private static int Thousandths(Span<byte> room, long micros)
    {
        (long whole, long rest) = Math.DivRem(micros, 1000);
        int at = Digits(room, whole), last = (int)rest;
        if (last == 0)
            return at;
        room[at] = (byte)'.';
        room[at + 1] = (byte)('0' + last / 100);
        room[at + 2] = (byte)('0' + last / 10 % 10);
        room[at + 3] = (byte)('0' + last % 10);
        return at + (last % 10 != 0 ? 4 : last % 100 != 0 ? 3 : 2);
    }

    /// <summary>Writes billionths as whole ones, without zeros behind the last digit.</summary>
    private static int Billionths(Span<byte> room, long nanos)
    {
        (long whole, long rest) = Math.DivRem(nanos, 1_000_000_000);
        int at = Digits(room, whole);
        if (rest == 0)
            return at;
        room[at++] = (byte)'.';
        int end = at + NanoDigits, last = end;
        for (int i = end - 1; i >= at; i--, rest /= 10)
        {
            room[i] = (byte)('0' + (rest % 10));
            if (last == i + 1 && room[i] == '0')
                last = i;
        }
        return last;
    }
}
