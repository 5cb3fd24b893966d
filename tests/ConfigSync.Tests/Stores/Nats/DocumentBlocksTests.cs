using System.Buffers;
using System.Runtime.InteropServices;
using ConfigSync.Stores.Nats;

namespace ConfigSync.Tests.Stores.Nats;

public class DocumentBlocksTests
{
    [Fact]
    public void Documents_stay_as_they_were_whatever_comes_behind_them()
    {
        var blocks = new DocumentBlocks();
        var random = new Random(3);
        var kept = new List<(byte[] Written, ReadOnlyMemory<byte> Kept)>();
        for (int i = 0; i < 500; i++)
        {
            byte[] written = new byte[random.Next(6_000)];
            random.NextBytes(written);
            kept.Add((written, blocks.Deserialize(Cut(written, random.Next(3)))));
        }
        foreach ((byte[] written, ReadOnlyMemory<byte> document) in kept)
            document.Span.SequenceEqual(written).ShouldBeTrue();
    }

    [Fact]
    public void Short_documents_share_a_block()
    {
        var blocks = new DocumentBlocks();
        byte[] first = [1, 2], second = [3];
        byte[]? block = ArrayOf(blocks.Deserialize(new(first)));
        block.ShouldNotBeSameAs(first);
        ArrayOf(blocks.Deserialize(new(second))).ShouldBeSameAs(block);
    }

    [Theory]
    [InlineData(5_000, false)]
    [InlineData(1, true)]
    public void A_long_document_and_one_behind_the_set_are_kept_alone(int length, bool isOver)
    {
        var blocks = new DocumentBlocks();
        blocks.Deserialize(new([1]));
        if (isOver)
            blocks.End();
        ArrayOf(blocks.Deserialize(new(new byte[length])))!.Length.ShouldBe(length);
    }

    /// <summary>The same bytes in several pieces, as a socket may bring them.</summary>
    private static ReadOnlySequence<byte> Cut(byte[] bytes, int cuts)
    {
        var first = new Piece(bytes.AsMemory(0, bytes.Length / (cuts + 1)), null);
        Piece last = first;
        for (int i = 1; i <= cuts; i++)
            last = new Piece(bytes.AsMemory((int)last.End, i == cuts ? bytes.Length - (int)last.End : bytes.Length / (cuts + 1)), last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            (Memory, RunningIndex) = (memory, before?.End ?? 0);
            before?.Next = this;
        }

        internal long End => RunningIndex + Memory.Length;
    }

    private static byte[]? ArrayOf(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment) ? segment.Array : null;
}
