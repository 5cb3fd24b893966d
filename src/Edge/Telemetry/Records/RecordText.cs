using System.Runtime.CompilerServices;

namespace Edge.Telemetry.Records;

/// <summary>A short text of ASCII within a record. What is longer than its room is cut.</summary>
internal struct RecordText
{
    /// <summary>Two ids of the usual 36 characters nearly; a caller's own may be longer, and is cut.</summary>
    internal const int Room = 64;
    private Bytes _bytes;
    private byte _length;

    /// <summary>The text.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal readonly ReadOnlySpan<byte> Span => ((ReadOnlySpan<byte>)_bytes)[.._length];

    /// <summary>Takes <paramref name="text"/>.</summary>
    internal void Set(ReadOnlySpan<byte> text)
    {
        int length = Math.Min(text.Length, Room);
        text[..length].CopyTo(_bytes);
        _length = (byte)length;
    }

    [InlineArray(Room)]
    private struct Bytes
    {
        private byte _first;
    }
}
