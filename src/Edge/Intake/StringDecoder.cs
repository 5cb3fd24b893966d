using System.Text;

namespace Edge.Intake;

/// <summary>
/// Decodes one JSON string (RFC 8259, section 7) behind its opening quote, whatever segments it comes in: escapes are resolved,
/// UTF-8 is checked, control characters are refused. Faults are found in the order of the bytes, so the segmentation cannot
/// change which one is reported. Reused through <see cref="Reset"/>; allocates nothing after construction.
/// </summary>
/// <param name="capacity">How many decoded bytes are kept.</param>
/// <param name="whenFull">The fault of a longer string; <see cref="ScanError.None"/> goes on and keeps its beginning.</param>
internal sealed class StringDecoder(int capacity, ScanError whenFull)
{
    private enum Inside : byte
    {
        Text,
        Escape,
        Utf8,
    }

    private readonly byte[] _bytes = new byte[capacity];
    private int _length;
    private Inside _inside;
    private EscapeSequence _escape;
    private Utf8Sequence _utf8;

    /// <summary>Whether the closing quote was read.</summary>
    internal bool Ended { get; private set; }

    /// <summary>The first fault, or <see cref="ScanError.None"/>.</summary>
    internal ScanError Error { get; private set; }

    /// <summary>The decoded bytes, at most as many as are kept; valid until <see cref="Reset"/>.</summary>
    internal ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _length);

    /// <summary>Makes ready for another string.</summary>
    internal void Reset()
    {
        _length = 0;
        _inside = Inside.Text;
        Ended = false;
        Error = ScanError.None;
    }

    /// <summary>Takes a whole string of plain text (<see cref="PlainText"/>) that was found between its quotes; not longer than is kept.</summary>
    internal void SetPlain(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes);
        _length = text.Length;
    }

    /// <summary>Decodes <paramref name="text"/> up to the closing quote, a fault or its end.</summary>
    /// <returns>How many bytes were read, the closing quote among them.</returns>
    internal int Decode(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length && !Ended && Error == ScanError.None)
        {
            int plainEnd = _inside == Inside.Text ? PlainText.End(text, at) : at;
            if (plainEnd == at)
                Step(text[at++]);
            else
                Append(text[at..plainEnd]);
            at = Math.Max(at, plainEnd);
        }
        return at;
    }

    private void Step(byte b)
    {
        switch (_inside)
        {
            case Inside.Text:
                Begin(b);
                break;
            case Inside.Escape:
                Escape(b);
                break;
            default:
                Utf8(b);
                break;
        }
    }

    private void Begin(byte b)
    {
        if (b == '"')
            Ended = true;
        else if (b == '\\')
        {
            _escape.Begin();
            _inside = Inside.Escape;
        }
        else if (b < ' ')
            Error = ScanError.InvalidSyntax;
        else if (_utf8.Begin(b))
            _inside = Inside.Utf8;
        else
            Error = ScanError.InvalidUtf8;
    }

    private void Escape(byte b)
    {
        if (!_escape.Continue(b))
            Error = ScanError.InvalidEscape;
        else if (_escape.Done)
            Append(_escape.Rune);
    }

    private void Utf8(byte b)
    {
        if (!_utf8.Continue(b))
            Error = ScanError.InvalidUtf8;
        else if (_utf8.Done)
            Append(_utf8.Rune);
    }

    private void Append(Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        Append(utf8[..rune.EncodeToUtf8(utf8)]);
        _inside = Inside.Text;
    }

    private void Append(ReadOnlySpan<byte> decoded)
    {
        int kept = Math.Min(decoded.Length, capacity - _length);
        decoded[..kept].CopyTo(_bytes.AsSpan(_length));
        _length += kept;
        if (kept < decoded.Length)
            Error = whenFull;
    }
}
