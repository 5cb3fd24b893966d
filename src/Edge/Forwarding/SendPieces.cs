namespace Edge.Forwarding;

/// <summary>
/// What goes upstream in one write: a few pieces of pinned memory in their order. Filled by <see cref="Exchange.TryTakeSend"/>,
/// the bytes stay as they are until <see cref="Exchange.Sent"/>. Reused; one thread at a time.
/// </summary>
internal sealed class SendPieces
{
    /// <summary>The most pieces of one write: with blocks of 32 KiB as much as one turn of a connection may move.</summary>
    internal const int Most = 8;

    // The first place is kept free: the head is written last, when it is known how much of the body joins it.
    private readonly ReadOnlyMemory<byte>[] _pieces = new ReadOnlyMemory<byte>[Most + 1];
    private int _first = 1;
    private int _end = 1;

    /// <summary>How many pieces there are.</summary>
    internal int Count => _end - _first;

    /// <summary>Whether <see cref="Add"/> has no more room.</summary>
    internal bool IsFull => _end == _pieces.Length;

    /// <summary>The pieces, none of them empty.</summary>
    internal ReadOnlySpan<ReadOnlyMemory<byte>> Span => _pieces.AsSpan(_first, Count);

    /// <summary>Forgets the pieces.</summary>
    internal void Clear() => _first = _end = 1;

    /// <summary>Adds a piece behind the others.</summary>
    internal void Add(ReadOnlyMemory<byte> piece) => _pieces[_end++] = piece;

    /// <summary>Puts one before the others, once, after all of them; an empty one is left out.</summary>
    internal void AddFirst(ReadOnlyMemory<byte> piece)
    {
        if (!piece.IsEmpty)
            _pieces[--_first] = piece;
    }
}
