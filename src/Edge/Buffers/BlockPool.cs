using System.Diagnostics;

namespace Edge.Buffers;

/// <summary>
/// Blocks of 32 KiB, pinned for their whole life, shared by all threads. Unlike <c>ArrayPool.Shared</c> a block may be
/// rented on one thread and given back on another without new blocks being made (5 KB a request were, measured).
/// </summary>
internal sealed class BlockPool
{
    /// <summary>Bytes per block: one read takes a 64 KiB answer in two, and below the 85 KB of the large object heap.</summary>
    internal const int BlockSize = 32 * 1024;

    private readonly Lock _lock = new();
    private readonly int _keep;
    private readonly bool _isShared;
    private byte[][] _free = new byte[16][];
    private int _count;
    private int _rented;

    /// <summary>
    /// Creates a pool that keeps at most <paramref name="keep"/> unused blocks; more go to the garbage collector. One that is not
    /// <paramref name="shared"/> belongs to one thread, which rents and gives back without a lock.
    /// </summary>
    internal BlockPool(int keep = 4096, bool shared = true) => (_keep, _isShared) = (keep, shared);

    /// <summary>The pool of the process.</summary>
    internal static BlockPool Shared { get; } = new();

    /// <summary>Blocks rented and not yet given back: zero when nothing runs, which tests check.</summary>
    internal int Rented => Volatile.Read(ref _rented);

    /// <summary>Takes a block; its bytes are whatever they were.</summary>
    internal byte[] Rent()
    {
        if (!_isShared)
            return Take() ?? Make();
        lock (_lock)
        {
            if (Take() is { } block)
                return block;
        }
        return Make();
    }

    /// <summary>Gives a block back. Each rented block comes back once.</summary>
    internal void Return(byte[] block)
    {
        Debug.Assert(block.Length == BlockSize);
        if (!_isShared)
        {
            Put(block);
            return;
        }
        lock (_lock)
            Put(block);
    }

    private static byte[] Make() => GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);

    private byte[]? Take()
    {
        _rented++;
        return _count > 0 ? _free[--_count] : null;
    }

    private void Put(byte[] block)
    {
        Debug.Assert(Array.IndexOf(_free, block, 0, _count) < 0, "a block came back twice");
        _rented--;
        if (_count == _keep)
            return;
        if (_count == _free.Length)
            Array.Resize(ref _free, _count * 2);
        _free[_count++] = block;
    }
}
