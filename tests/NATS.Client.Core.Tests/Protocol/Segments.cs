using System.Buffers;

namespace NATS.Client.Core.Tests.Protocol;

/// <summary>Makes buffers of several pieces.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

    /// <summary>The pieces one after the other; empty ones stay.</summary>
    internal static ReadOnlySequence<byte> Join(params ReadOnlyMemory<byte>[] pieces)
    {
        if (pieces.Length == 0)
            return default;
        var first = new Segments(pieces[0], 0);
        Segments last = first;
        foreach (ReadOnlyMemory<byte> piece in pieces.Skip(1))
        {
            var next = new Segments(piece, last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
