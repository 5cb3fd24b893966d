using System.Buffers;
using System.Globalization;

namespace Edge.Telemetry.Exposition;

/// <summary>Writes straight into the memory of an <see cref="IBufferWriter{T}"/>, which hears of it when it is full and at the end.</summary>
internal ref struct Utf8Output(IBufferWriter<byte> writer)
{
    // Longer than any number there is.
    private const int LongestNumber = 40;

    // Whole numbers below are written as such by either way; as integers it takes half the time.
    private const double ExactWhole = 1e15;

    private Span<byte> _room;
    private int _used;

    /// <summary>Writes <paramref name="bytes"/>.</summary>
    internal void Write(scoped ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_room[_used..]);
        _used += bytes.Length;
    }

    /// <summary>Writes one byte.</summary>
    internal void Write(byte value)
    {
        Reserve(1);
        _room[_used++] = value;
    }

    /// <summary>Writes a number in the fewest digits that say it exactly.</summary>
    internal void Write(double value)
    {
        if (Math.Abs(value) < ExactWhole && value == Math.Truncate(value))
            Write((long)value, "");
        else if (double.IsFinite(value))
            Write(value, "");
        else
            Write(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8);
    }

    /// <summary>Writes a number of at most 40 characters in a format of .NET.</summary>
    internal void Write<T>(T value, string format)
        where T : IUtf8SpanFormattable
    {
        Reserve(LongestNumber);
        value.TryFormat(_room[_used..], out int written, format, CultureInfo.InvariantCulture);
        _used += written;
    }

    /// <summary>Tells the writer of what it does not know yet. To be called at the end.</summary>
    internal void Flush()
    {
        // Some writers take no Advance, of whatever length, before they were asked for memory.
        if (_used > 0)
            writer.Advance(_used);
        _room = [];
        _used = 0;
    }

    private void Reserve(int count)
    {
        if (_room.Length - _used >= count)
            return;
        Flush();
        _room = writer.GetSpan(count);
    }
}
