using System.Buffers;
using System.Globalization;
using System.Text;

namespace Edge.Telemetry.AccessLog;

/// <summary>Fields of a line of text. Names may hold anything; what would end a field or a line is written as <c>_</c>, nothing as <c>-</c>.</summary>
internal static class LineText
{
    /// <summary>Writes <paramref name="value"/> as one field.</summary>
    internal static void Field(IBufferWriter<byte> output, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            output.Write("-"u8);
            return;
        }
        Span<byte> room = output.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length));
        int length = Encoding.UTF8.GetBytes(value, room);
        foreach (ref byte b in room[..length])
        {
            if (b is <= (byte)' ' or 0x7F or (byte)'"')
                b = (byte)'_';
        }
        output.Advance(length);
    }

    /// <summary>Writes text that is known to be harmless.</summary>
    internal static void Plain(IBufferWriter<byte> output, ReadOnlySpan<byte> value) => output.Write(value.IsEmpty ? "-"u8 : value);

    /// <summary>Writes a number.</summary>
    internal static void Number(IBufferWriter<byte> output, long value)
    {
        value.TryFormat(output.GetSpan(20), out int length, default, CultureInfo.InvariantCulture);
        output.Advance(length);
    }

    /// <summary>Writes a length of time as milliseconds with three digits; nothing known as <c>-</c>.</summary>
    internal static void Milliseconds(IBufferWriter<byte> output, double? seconds) => Fixed(output, seconds * 1000);

    /// <summary>Writes a length of time as seconds with three digits; nothing known as <c>-</c>.</summary>
    internal static void Seconds(IBufferWriter<byte> output, double? seconds) => Fixed(output, seconds);

    /// <summary>Writes when a request began, in UTC.</summary>
    internal static void Time(IBufferWriter<byte> output, LineTime time, long began)
    {
        time.Write(output.GetSpan(LineTime.Length), began);
        output.Advance(LineTime.Length);
    }

    private static void Fixed(IBufferWriter<byte> output, double? number)
    {
        if (number is not { } known)
        {
            output.Write("-"u8);
            return;
        }
        known.TryFormat(output.GetSpan(40), out int length, "F3", CultureInfo.InvariantCulture);
        output.Advance(length);
    }
}
