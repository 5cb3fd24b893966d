using System.Buffers.Text;

namespace Edge.LoadTests.Streams;

/// <summary>Judges a stream of events: numbered from 0 without a hole, and an end mark behind them. One thread at a time.</summary>
internal sealed class EventCheck
{
    private readonly LineBuffer _lines = new();

    /// <summary>Events seen.</summary>
    internal int Events { get; private set; }

    /// <summary>Whether the end mark was seen.</summary>
    internal bool IsMarked { get; private set; }

    /// <summary>What is wrong, or null.</summary>
    internal string? Mistake { get; private set; }

    /// <summary>Takes a piece of the body.</summary>
    internal void Take(ReadOnlySpan<byte> bytes)
    {
        while (Mistake is null && _lines.TryTake(ref bytes, out ReadOnlySpan<byte> line))
        {
            if (line.SequenceEqual("data: [DONE]"u8))
                IsMarked = true;
            else if (!line.IsEmpty)
                Event(line);
        }
        if (_lines.IsTooLong)
            Mistake = "a line too long";
    }

    private void Event(ReadOnlySpan<byte> line)
    {
        int at = line.IndexOf("\"n\":"u8);
        if (IsMarked)
            Mistake = "an event behind the end mark";
        else if (line.IndexOf("\"error\":"u8) >= 0)
            Mistake = "cut, and told so by an error event";
        else if (at < 0 || !Utf8Parser.TryParse(line[(at + 4)..], out int number, out _))
            Mistake = "an event without its number";
        else if (number != Events)
            Mistake = "an event out of order";
        else
            Events++;
    }
}
