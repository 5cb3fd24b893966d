using System.Buffers;

namespace Edge.Intake;

/// <summary>A block of a body as part of a sequence, for readers that want all of it.</summary>
internal sealed class BodySegment : ReadOnlySequenceSegment<byte>
{
    /// <summary>Begins with <paramref name="bytes"/>.</summary>
    internal BodySegment(ReadOnlyMemory<byte> bytes) => Memory = bytes;

    /// <summary>Puts <paramref name="bytes"/> behind it.</summary>
    internal BodySegment Append(ReadOnlyMemory<byte> bytes)
    {
        var next = new BodySegment(bytes) { RunningIndex = RunningIndex + Memory.Length };
        Next = next;
        return next;
    }
}
