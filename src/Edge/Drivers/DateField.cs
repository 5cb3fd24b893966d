using System.Globalization;
using System.Text;
using Edge.Buffers;

namespace Edge.Drivers;

/// <summary>The field <c>Date</c> (RFC 9110 §6.6.1), written anew once a second. One thread at a time.</summary>
internal sealed class DateField(TimeProvider time, CoarseClock clock)
{
    private const string Pattern = "ddd, dd MMM yyyy HH:mm:ss 'GMT'";
    private readonly byte[] _line = Encoding.ASCII.GetBytes($"Date: {default(DateTimeOffset).ToString(Pattern, CultureInfo.InvariantCulture)}\r\n");
    private long _until = long.MinValue;

    /// <summary>The line of now, with its CRLF; at most a second and a beat of the clock old.</summary>
    internal ReadOnlySpan<byte> Line
    {
        get
        {
            if (clock.Now >= _until)
                Write();
            return _line;
        }
    }

    private void Write()
    {
        DateTimeOffset now = time.GetUtcNow();
        now.TryFormat(_line.AsSpan("Date: ".Length), out _, Pattern, CultureInfo.InvariantCulture);
        _until = clock.Now + 1000 - now.Millisecond;
    }
}
