namespace Edge.Telemetry.AccessLog;

/// <summary>
/// A file that is appended to, and made anew when it was moved away, as programs that rotate logs do. One thread at a time. Throws
/// IOException and UnauthorizedAccessException.
/// </summary>
internal sealed class AppendedFile : Stream
{
    private readonly string _path;
    private readonly ReadOnlyMemory<byte> _head;
    private FileStream _file;

    /// <summary>Opens or makes the file at <paramref name="path"/>, whose folder must exist. Each file that is empty then gets <paramref name="head"/>.</summary>
    internal AppendedFile(string path, ReadOnlyMemory<byte> head)
    {
        (_path, _head) = (path, head);
        _file = Open();
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!File.Exists(_path))
        {
            FileStream next = Open();
            _file.Dispose();
            _file = next;
        }
        _file.Write(buffer);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => _file.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private FileStream Open()
    {
        var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length == 0)
            file.Write(_head.Span);
        return file;
    }
}
