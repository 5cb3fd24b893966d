namespace Edge.Fuzz.Targets;

/// <summary>A connection from which each read gets at most the next piece, at once.</summary>
internal sealed class PieceStream(byte[] bytes, ReadOnlySpan<int> cuts) : Stream
{
    private readonly int[] _cuts = cuts.ToArray();
    private int _at;
    private int _cut;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_cut < _cuts.Length && _cuts[_cut] <= _at)
            _cut++;
        int end = _cut < _cuts.Length ? _cuts[_cut] : bytes.Length;
        int count = Math.Min(buffer.Length, end - _at);
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
