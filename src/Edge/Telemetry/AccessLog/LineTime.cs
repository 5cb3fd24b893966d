using System.Globalization;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.AccessLog;

/// <summary>
/// Writes when requests began, in UTC to the millisecond. The clock is asked once for all that began within a second of each other, and the text of a second
/// is made once. One thread at a time.
/// </summary>
/// <param name="clock">That of the records.</param>
/// <param name="separator">What stands between day and time.</param>
internal sealed class LineTime(RecordClock clock, char separator)
{
    /// <summary>Of <c>2026-01-31T10:00:00.000</c>.</summary>
    internal const int Length = 23;

    /// <summary>What of it is the same for a second.</summary>
    private const int Kept = 20;

    private const int TicksPerSecond = (int)TimeSpan.TicksPerSecond;
    private readonly byte[] _text = new byte[Kept];
    private long _known = long.MinValue;
    private long _utc;
    private long _second = -1;

    /// <summary>Writes when <paramref name="began"/> was; takes <see cref="Length"/> bytes of <paramref name="room"/>.</summary>
    internal void Write(Span<byte> room, long began)
    {
        long utc = At(began), second = utc / TicksPerSecond;
        if (second != _second)
            Keep(second);
        _text.CopyTo(room);
        int milliseconds = (int)(utc - second * TicksPerSecond) / (int)TimeSpan.TicksPerMillisecond;
        room[Kept] = (byte)('0' + milliseconds / 100);
        room[Kept + 1] = (byte)('0' + milliseconds / 10 % 10);
        room[Kept + 2] = (byte)('0' + milliseconds % 10);
    }

    private long At(long began)
    {
        if (_known == long.MinValue || Math.Abs(clock.Ticks(_known, began)) >= TicksPerSecond)
            (_known, _utc) = (began, clock.At(began).UtcTicks);
        return _utc + clock.Ticks(_known, began);
    }

    private void Keep(long second)
    {
        Span<char> text = stackalloc char[Kept];
        new DateTime(second * TicksPerSecond, DateTimeKind.Utc).TryFormat(text, out _, "yyyy-MM-dd_HH:mm:ss.", CultureInfo.InvariantCulture);
        text[10] = separator;
        for (int i = 0; i < Kept; i++)
            _text[i] = (byte)text[i];
        _second = second;
    }
}
