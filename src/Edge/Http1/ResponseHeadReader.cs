namespace Edge.Http1;

/// <summary>
/// Reads heads of answers (RFC 9112 §2.1: <c>status-line CRLF *( field-line CRLF ) CRLF</c>), a line at a time: every byte is
/// looked at and copied once, however the head is cut, and a bad line is refused when it ends. One thread at a time.
/// </summary>
internal sealed class ResponseHeadReader(ResponseHead head)
{
    private int _lineStart;
    private int _lines;
    private bool _headRequest;
    private FramingFields _framing;

    /// <summary>Why the last step was <see cref="ResponseStep.Malformed"/>.</summary>
    internal string? Error { get; private set; }

    /// <summary>Begins anew. <paramref name="headRequest"/>: the answer is to HEAD and has no body whatever its fields say.</summary>
    internal void Reset(bool headRequest)
    {
        _headRequest = headRequest;
        Error = null;
        BeginHead();
    }

    /// <summary>
    /// Takes input until the head of a final answer is complete; interim ones (1xx, RFC 9110 §15.2) are passed over. They may be
    /// many: they hold no memory, and whoever waits for the head bounds the time.
    /// </summary>
    internal ResponseStep Read(ref ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            int lineFeed = input.IndexOf((byte)'\n');
            ReadOnlySpan<byte> piece = lineFeed < 0 ? input : input[..(lineFeed + 1)];
            input = input[piece.Length..];
            bool complete = false;
            Error = Keep(piece);
            if (Error is null && lineFeed >= 0)
                Error = TakeLine(out complete);
            if (Error is not null)
                return ResponseStep.Malformed;
            if (complete)
                return ResponseStep.Head;
        }
        return ResponseStep.NeedMore;
    }

    private void BeginHead()
    {
        head.Clear();
        _lineStart = _lines = 0;
        _framing = default;
    }

    // Takes one byte more than fits at most, so that the verdict is the same however the bytes were cut.
    private string? Keep(ReadOnlySpan<byte> piece)
    {
        int leftOfHead = Http1Limits.HeadBytes - _lineStart;
        int room = Math.Min(Http1Limits.LineBytes, leftOfHead) - (head.Length - _lineStart);
        head.Append(piece[..Math.Min(piece.Length, room + 1)]);
        if (head.Status == 0 && !StatusLine.BeginsRight(head.From(0)))
            return Flaw.NotHttp;
        if (piece.Length <= room)
            return null;
        return leftOfHead < Http1Limits.LineBytes ? Flaw.HeadTooLarge : Flaw.LineTooLong;
    }

    private string? TakeLine(out bool complete)
    {
        complete = false;
        ReadOnlySpan<byte> line = head.From(_lineStart);
        if (line.Length < 2 || line[^2] != '\r')
            return Flaw.BareLineFeed;
        line = line[..^2];
        int start = _lineStart;
        _lineStart = head.Length;
        if (head.Status == 0)
            return TakeStatusLine(line);
        if (!line.IsEmpty)
            return TakeField(line, start);
        if (head.Status < 200)
        {
            BeginHead();
            return null;
        }
        complete = true;
        return Complete();
    }

    private string? TakeStatusLine(ReadOnlySpan<byte> line)
    {
        string? flaw = StatusLine.Read(line, out int status, out int minorVersion);
        if (flaw is null)
            head.Begin(status, minorVersion);
        return flaw;
    }

    // field-line = field-name ":" OWS field-value OWS (RFC 9112 §5); no space before the colon (§5.1), no folding (§5.2).
    private string? TakeField(ReadOnlySpan<byte> line, int start)
    {
        if (++_lines > Http1Limits.Fields)
            return Flaw.TooManyFields;
        if (FieldRules.IsSpace(line[0]))
            return Flaw.Folded;
        int colon = FieldRules.EndOfToken(line);
        if (colon <= 0 || line[colon] != ':')
            return Flaw.FieldName;
        int valueAt = colon + 1;
        while (valueAt < line.Length && FieldRules.IsSpace(line[valueAt]))
            valueAt++;
        ReadOnlySpan<byte> value = FieldRules.TrimSpace(line[valueAt..]);
        if (!FieldRules.IsFieldValue(value))
            return Flaw.FieldValue;
        ResponseField known = ResponseFields.Of(line[..colon]);
        head.Add(start, colon, start + valueAt, value.Length, known);
        return known switch
        {
            ResponseField.ContentLength => _framing.AddContentLength(value),
            ResponseField.TransferEncoding => _framing.AddTransferEncoding(value),
            _ => null,
        };
    }

    private string? Complete()
    {
        var options = default(ConnectionOptions);
        BodyFraming framing = _framing.Judge(_headRequest, head.Status, head.MinorVersion, out string? flaw);
        flaw ??= options.Read(head);
        bool keepAlive = framing != BodyFraming.UntilClose && options.Persists(head.MinorVersion);
        head.Complete(framing, _framing.Length, keepAlive);
        return flaw;
    }
}
