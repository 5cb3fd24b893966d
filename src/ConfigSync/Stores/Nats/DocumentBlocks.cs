namespace ConfigSync.Stores.Nats;

/// <summary>
/// Keeps the documents of a set that arrives, one behind the other in blocks. What a collector pays for a large set are the things to look at
/// and the holes between them: a hundred thousand arrays, each between what its message left behind, were a third of a second. A block lives as
/// long as any document in it is the last one of its key. One thread at a time.
/// </summary>
internal sealed class DocumentBlocks
{
    /// <summary>Below what is set apart as large.</summary>
    private const int BlockBytes = 64 * 1024;

    /// <summary>A longer document stays where it is: it is worth a look of its own.</summary>
    private const int MostBytes = 4 * 1024;

    private byte[] _block = [];
    private int _used;

    /// <summary>The same bytes, to be kept.</summary>
    internal ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> document)
    {
        if (document.Length > MostBytes)
            return document;
        if (_block.Length - _used < document.Length)
            (_block, _used) = (new byte[BlockBytes], 0);
        var kept = new Memory<byte>(_block, _used, document.Length);
        document.CopyTo(kept);
        _used += document.Length;
        return kept;
    }
}
