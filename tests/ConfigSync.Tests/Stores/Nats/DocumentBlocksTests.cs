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
            kept.Add((written, blocks.Keep(written)));
        }
        foreach ((byte[] written, ReadOnlyMemory<byte> document) in kept)
            document.Span.SequenceEqual(written).ShouldBeTrue();
    }

    [Fact]
    public void Short_documents_share_a_block_and_do_not_hold_what_they_came_in()
    {
        var blocks = new DocumentBlocks();
        byte[] first = [1, 2], second = [3];
        byte[]? block = ArrayOf(blocks.Keep(first));
        block.ShouldNotBeSameAs(first);
        ArrayOf(blocks.Keep(second)).ShouldBeSameAs(block);
    }

    [Fact]
    public void A_long_document_is_not_copied()
    {
        byte[] document = new byte[5_000];
        ArrayOf(new DocumentBlocks().Keep(document)).ShouldBeSameAs(document);
    }

    private static byte[]? ArrayOf(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment) ? segment.Array : null;
}
