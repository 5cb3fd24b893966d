namespace ConfigSync.Resources.Syntax;

/// <summary>The bytes of a document and where its lines begin. One thread at a time.</summary>
internal sealed class SourceText
{
    private List<int>? _lines;

    /// <summary>Takes <paramref name="utf8"/> without its byte order mark.</summary>
    internal SourceText(ReadOnlyMemory<byte> utf8) =>
        Bytes = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>The text after the byte order mark; every offset counts from here.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Line and column, both from 1, of the byte at <paramref name="offset"/>; the column counts Unicode characters.</summary>
    internal (int Line, int Column) Locate(int offset)
    {
        int line = Line(offset);
        int column = 1;
        foreach (byte b in Bytes.Span[Lines()[line - 1]..offset])
        {
            if (!IsContinuation(b))
                column++;
        }
        return (line, column);
    }

    /// <summary>The line alone, which costs nothing where lines are long.</summary>
    internal int Line(int offset)
    {
        int line = Lines().BinarySearch(offset);
        return line < 0 ? ~line : line + 1;
    }

    /// <summary>The offset of a place given as line and byte in it, both from 0; kept inside the document.</summary>
    internal int OffsetOf(long line, long byteInLine)
    {
        List<int> lines = Lines();
        int start = lines[(int)Math.Clamp(line, 0, lines.Count - 1)];
        return (int)Math.Clamp(start + byteInLine, 0, Bytes.Length);
    }

    private static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;

    private List<int> Lines()
    {
        if (_lines is not null)
            return _lines;
        _lines = [0];
        ReadOnlySpan<byte> rest = Bytes.Span;
        int start = 0;
        for (int at; (at = rest[start..].IndexOf((byte)'\n')) >= 0;)
            _lines.Add(start += at + 1);
        return _lines;
    }
}
