using System.Buffers.Text;
using System.Text;
using Edge.Http1;

namespace Edge.Forwarding;

/// <summary>How long an upstream wants to be left alone. Allocates nothing.</summary>
internal static class RetryAfter
{
    /// <summary>
    /// By its <c>retry-after-ms</c> in milliseconds, as some providers send it, else by its <c>Retry-After</c> in seconds or as a date, which is
    /// compared with the answer's own <c>Date</c> (RFC 9110 §10.2.3); in milliseconds, 0 where it does not say.
    /// </summary>
    internal static long Of(ResponseHead head)
    {
        long seconds = 0;
        for (int i = 0; i < head.FieldCount; i++)
        {
            ReadOnlySpan<byte> value = head.Value(i);
            if (Ascii.EqualsIgnoreCase(head.Name(i), "retry-after-ms"u8) && TryNumber(value, out int milliseconds))
                return milliseconds;
            if (head.Known(i) == ResponseField.RetryAfter)
                seconds = TryNumber(value, out int whole) ? whole * 1000L : Until(value, head);
        }
        return seconds;
    }

    private static bool TryNumber(ReadOnlySpan<byte> value, out int number) =>
        Utf8Parser.TryParse(value, out number, out int used) && used == value.Length && number >= 0;

    private static long Until(ReadOnlySpan<byte> date, ResponseHead head)
    {
        if (!TryDate(date, out DateTimeOffset then))
            return 0;
        for (int i = 0; i < head.FieldCount; i++)
        {
            if (head.Known(i) == ResponseField.Date && TryDate(head.Value(i), out DateTimeOffset now))
                return Math.Max(0, (long)(then - now).TotalMilliseconds);
        }
        return 0;
    }

    private static bool TryDate(ReadOnlySpan<byte> value, out DateTimeOffset date) =>
        Utf8Parser.TryParse(value, out date, out int used, 'R') && used == value.Length;
}
