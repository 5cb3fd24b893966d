using Edge.Buffers;
using Edge.Transport;

namespace Edge.Drivers;

/// <summary>
/// What one caller on an event loop has sent and nobody has taken yet. It is read into the loop's scratch buffer and mostly taken from there;
/// what has to wait (half a head, the next request) is kept in a pooled block. On the loop's thread.
/// </summary>
internal sealed class LoopInput(LoopWorker worker)
{
    /// <summary>A body of which at least this much is to come, in bytes, is read straight into its own memory.</summary>
    internal const int WorthInPlace = 16 * 1024;

    // A read at a time, so that what is left of it fits into one block.
    private const int Most = BlockPool.BlockSize;

    // Reads of a caller that goes on sending after the end; whoever sends more is cut.
    private const int MostDiscarded = 16;
    private const int Vectors = 8;
    private byte[]? _block;
    private int _start;
    private int _end;
    private bool _isUnseen;

    /// <summary>Whether nothing waits.</summary>
    internal bool IsEmpty => _start == _end;

    /// <summary>What waits; valid until control returns to the loop, unless kept.</summary>
    internal ReadOnlySpan<byte> Bytes => (_block is null ? worker.Loop.Scratch : _block)[_start.._end];

    /// <summary>
    /// Reads what has come behind what waits, or, once, shows what waits from before. False when nothing has come, or
    /// <paramref name="ended"/>: nothing ever will.
    /// </summary>
    internal bool TryRead(int descriptor, ref SocketState state, out bool ended)
    {
        ended = false;
        if (_isUnseen)
        {
            _isUnseen = false;
            return true;
        }
        if (!state.Readable)
            return false;
        Span<byte> room = _block is null ? worker.Loop.Scratch[..Most] : Room();
        nint count = LoopSocket.Receive(descriptor, room);
        state.NoteReceived(count, room.Length);
        ended = count <= 0 && count != -Errno.Again;
        if (count <= 0)
            return false;
        _end += (int)count;
        return true;
    }

    /// <summary>
    /// Reads a body straight into the memory it stays in. Returns how many bytes came, 0 when none have, -1 when none ever will.
    /// </summary>
    internal static unsafe int ReadInPlace(int descriptor, ref SocketState state, Http1Session session)
    {
        if (!state.Readable)
            return 0;
        IoVector* parts = stackalloc IoVector[Vectors];
        int count = 0;
        int size = 0;
        for (long left = session.InPlace; left > 0 && count < Vectors;)
        {
            ReadOnlySpan<byte> room = session.Exchange.BodyRoom(count);
            room = room[..(int)Math.Min(room.Length, left)];
            parts[count++] = Pinned.Vector(room);
            size += room.Length;
            left -= room.Length;
        }
        nint read = LoopSocket.ReceiveVector(descriptor, new ReadOnlySpan<IoVector>(parts, count));
        state.NoteReceived(read, size);
        session.Filled((int)Math.Max(0, read));
        return read > 0 ? (int)read : read == -Errno.Again ? 0 : -1;
    }

    /// <summary>The first <paramref name="count"/> bytes of what waits are taken.</summary>
    internal void Consume(int count)
    {
        _start += count;
        if (_start == _end)
            Clear();
    }

    /// <summary>What waits stays; where it was looked at to no end, it is shown again when there is more of it.</summary>
    internal void Keep(bool seen = false)
    {
        _isUnseen = !seen && !IsEmpty;
        if (_block is not null || IsEmpty)
            return;
        byte[] block = worker.Services.Forwarding.Blocks.Rent();
        Bytes.CopyTo(block);
        (_block, _start, _end) = (block, 0, _end - _start);
    }

    /// <summary>Forgets what waits.</summary>
    internal void Clear()
    {
        if (_block is { Length: BlockPool.BlockSize })
            worker.Services.Forwarding.Blocks.Return(_block);
        (_block, _start, _end, _isUnseen) = (null, 0, 0, false);
    }

    /// <summary>Reads and drops. True when the caller has ended, or sends more than anybody reads.</summary>
    internal bool Discard(int descriptor, ref SocketState state)
    {
        for (int i = 0; state.Readable; i++)
        {
            Span<byte> room = worker.Loop.Scratch;
            nint count = LoopSocket.Receive(descriptor, room);
            state.NoteReceived(count, room.Length);
            if (i == MostDiscarded || (count <= 0 && count != -Errno.Again))
                return true;
        }
        return false;
    }

    /// <summary>The room behind what is kept. A head that fills its block is rare, and moves to a larger one: its limit is not ours.</summary>
    private Span<byte> Room()
    {
        byte[] block = _block!;
        if (_end < block.Length)
            return block.AsSpan(_end);
        byte[] target = _start > 0 ? block : new byte[block.Length * 2];
        Bytes.CopyTo(target);
        if (target != block && block.Length == BlockPool.BlockSize)
            worker.Services.Forwarding.Blocks.Return(block);
        (_block, _start, _end) = (target, 0, _end - _start);
        return target.AsSpan(_end);
    }
}
