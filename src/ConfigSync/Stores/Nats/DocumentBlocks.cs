using System.Buffers;
using NATS.Client.Core;

namespace ConfigSync.Stores.Nats;

/// <summary>
/// Reads the documents of a set that arrives from their messages, one behind the other into blocks. What a collector pays for a large set are the things to look at
/// and the holes between them: a hundred thousand arrays, each between what its message left behind, were a third of a second. A block lives as
/// long as any document in it is the last one of its key. One thread at a time.
/// </summary>
internal sealed class DocumentBlocks : INatsDeserialize<ReadOnlyMemory<byte>>
{
    /// <summary>Below what is set apart as large.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>A longer document stays where it is: it is worth a look of its own.</summary>
    private const int MostBytes = 4 * 1024;

    private byte[] _block = [];
    private int _used;

    private volatile bool _isOver;

    /// <summary>The set has been told: from here on each document is kept alone. From any thread.</summary>
    internal void End() => _isOver = true;

    /// <summary>The bytes of a message, to be kept.</summary>
    public ReadOnlyMemory<byte> Deserialize(in ReadOnlySequence<byte> buffer)
    {
        int length = (int)buffer.Length;
        if (_isOver || length > MostBytes)
            return buffer.ToArray();
        if (_block.Length - _used < length)
            (_block, _used) = (new byte[BlockBytes], 0);
        var kept = new Memory<byte>(_block, _used, length);
        buffer.CopyTo(kept.Span);
        _used += length;
        return kept;
    }
}
