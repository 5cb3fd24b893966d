using System.Buffers.Binary;
using Edge.Buffers;

namespace Edge.Telemetry.Tracing;

/// <summary>
/// The field <c>traceparent</c> (W3C Trace Context §3.2): <c>version "-" trace-id "-" parent-id "-" trace-flags</c> in small hexadecimal
/// digits. Allocates nothing.
/// </summary>
internal static class TraceParent
{
    /// <summary>Bytes of one of version 00, and of what is read of any.</summary>
    internal const int Length = 55;

    /// <summary>
    /// Reads a value; false for one that is to be ignored (§3.2.2, §4.3). Of versions above 00 what is known is read, and
    /// what follows behind another dash is not looked at; version ff is none.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> value, out ulong high, out ulong low, out ulong parent, out byte flags)
    {
        (high, low, parent, flags) = (0, 0, 0, 0);
        if (value.Length < Length || value[2] != '-' || value[35] != '-' || value[52] != '-')
            return false;
        if (!TryHex(value[..2], out ulong version) || version == 0xFF)
            return false;
        if (value.Length > Length && (version == 0 || value[Length] != '-'))
            return false;
        if (!TryHex(value[3..19], out high) || !TryHex(value[19..35], out low) || !TryHex(value[36..52], out parent) || !TryHex(value[53..55], out ulong bits))
            return false;
        flags = (byte)bits;
        return (high | low) != 0 && parent != 0;
    }

    /// <summary>Writes the whole field for a receiver below the span <paramref name="span"/>.</summary>
    internal static void WriteField(ByteBuffer output, in TraceContext trace, ulong span)
    {
        Span<byte> ids = stackalloc byte[3 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(ids, trace.High);
        BinaryPrimitives.WriteUInt64BigEndian(ids[8..], trace.Low);
        BinaryPrimitives.WriteUInt64BigEndian(ids[16..], span);
        // All digits at once: with tracing on this is written for every request.
        Span<byte> digits = stackalloc byte[2 * ids.Length];
        Convert.TryToHexStringLower(ids, digits, out _);
        output.Append("traceparent: 00-"u8);
        output.Append(digits[..32]);
        output.Append("-"u8);
        output.Append(digits[32..]);
        output.Append([(byte)'-', (byte)'0', (byte)('0' + trace.Flags), (byte)'\r', (byte)'\n']);
    }

    // Small digits alone, unlike what .NET takes for hexadecimal.
    private static bool TryHex(ReadOnlySpan<byte> digits, out ulong number)
    {
        number = 0;
        foreach (byte digit in digits)
        {
            uint worth = digit is >= (byte)'0' and <= (byte)'9' ? digit - (uint)'0' : digit is >= (byte)'a' and <= (byte)'f' ? digit - (uint)'a' + 10 : 16;
            if (worth == 16)
                return false;
            number = (number << 4) | worth;
        }
        return true;
    }
}
