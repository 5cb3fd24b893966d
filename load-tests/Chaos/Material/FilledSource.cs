namespace Edge.LoadTests.Chaos.Material;

/// <summary>A body with a beginning, so many bytes of <see cref="Filling"/>, and an end.</summary>
internal sealed class FilledSource(Nonce nonce, byte mark, byte[] before, int filling, byte[] after) : Source
{
    private readonly byte[] _row = new byte[Filling.Row];
    private long _at;

    /// <inheritdoc/>
    internal override long Length => before.Length + filling + after.Length;

    /// <inheritdoc/>
    internal override int Read(Span<byte> to)
    {
        int written = 0;
        while (written < to.Length && _at < Length)
        {
            int count = Piece(to[written..]);
            written += count;
            _at += count;
        }
        return written;
    }

    private int Piece(Span<byte> to)
    {
        if (_at < before.Length)
            return Copy(before.AsSpan((int)_at), to);
        long inFilling = _at - before.Length;
        if (inFilling >= filling)
            return Copy(after.AsSpan((int)(inFilling - filling)), to);
        int within = (int)(inFilling % Filling.Row);
        Filling.Write(nonce, mark, inFilling / Filling.Row, _row);
        return Copy(_row.AsSpan(within, (int)Math.Min(Filling.Row - within, filling - inFilling)), to);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        int count = Math.Min(from.Length, to.Length);
        from[..count].CopyTo(to);
        return count;
    }
}
