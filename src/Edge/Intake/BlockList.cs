using Edge.Buffers;

namespace Edge.Intake;

/// <summary>
/// Bytes in pooled blocks, addressed by their offset from the very first byte written; those at the front can be let go.
/// Owned by one request at a time.
/// </summary>
internal sealed class BlockList(BlockPool pool)
{
    private byte[]?[] _blocks = new byte[]?[4];

    /// <summary>How many bytes were written in all.</summary>
    internal long End { get; private set; }

    /// <summary>Offset of the first byte still held.</summary>
    internal long Start { get; private set; }

    /// <summary>Adds <paramref name="bytes"/> at the end.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            (int block, int offset) = Place(End);
            byte[] target = Block(block);
            int taken = Math.Min(bytes.Length, target.Length - offset);
            bytes[..taken].CopyTo(target.AsSpan(offset));
            End += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>
    /// The memory behind the last byte: what is left of its block, or, <paramref name="ahead"/> above 0, all of the block so many further on.
    /// </summary>
    internal Span<byte> Room(int ahead)
    {
        (int block, int offset) = Place(End);
        byte[] target = Block(block + ahead);
        return ahead == 0 ? target.AsSpan(offset) : target;
    }

    /// <summary>Counts <paramref name="count"/> bytes that were written to <see cref="Room"/>, and gives the blocks behind them back.</summary>
    internal void Extend(int count)
    {
        End += count;
        (int block, int offset) = Place(End);
        for (int unused = offset == 0 || Start == End ? block : block + 1; unused < _blocks.Length && _blocks[unused] is not null; unused++)
            Release(unused);
    }

    /// <summary>The bytes from <paramref name="from"/> to <paramref name="to"/>, or fewer: as far as one block holds them.</summary>
    internal ReadOnlyMemory<byte> Piece(long from, long to)
    {
        (int block, int offset) = Place(from);
        return _blocks[block].AsMemory(offset, (int)Math.Min(to - from, BlockPool.BlockSize - offset));
    }

    /// <summary>Gives back the blocks that hold nothing from <paramref name="offset"/> on.</summary>
    internal void ReleaseBefore(long offset)
    {
        while (Start < offset)
        {
            (int block, int used) = Place(Start);
            long blockEnd = Start - used + BlockPool.BlockSize;
            if (offset < Math.Min(blockEnd, End))
                return;
            Release(block);
            Start = Math.Min(blockEnd, End);
        }
    }

    /// <summary>Gives everything back and starts at 0 again.</summary>
    internal void Clear()
    {
        for (int block = Place(Start).Block; block < _blocks.Length && _blocks[block] is not null; block++)
            Release(block);
        Start = End = 0;
    }

    private byte[] Block(int block)
    {
        if (block >= _blocks.Length)
            Array.Resize(ref _blocks, Math.Max(block + 1, _blocks.Length * 2));
        return _blocks[block] ??= pool.Rent();
    }

    private void Release(int block)
    {
        pool.Return(_blocks[block]!);
        _blocks[block] = null;
    }

    private static (int Block, int Offset) Place(long offset) =>
        ((int)(offset / BlockPool.BlockSize), (int)(offset % BlockPool.BlockSize));
}
