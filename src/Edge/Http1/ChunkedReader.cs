namespace Edge.Http1;

/// <summary>
/// Takes the chunk framing off a body (RFC 9112 §7.1), resumable at every byte, without a buffer:
/// <code>
/// chunked-body = *chunk last-chunk trailer-section CRLF
/// chunk        = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
/// last-chunk   = 1*("0") [ chunk-ext ] CRLF
/// </code>
/// Extensions and trailers are checked for what could end them early, bounded, and dropped. The default value waits for the first chunk.
/// </summary>
internal struct ChunkedReader
{
    private State _state;

    // The chunk's size while it is read, then what is left of its data.
    private long _size;

    // Bytes spent of the bounded part that is being read: digits, extension, or trailer section.
    private int _used;

    // Named after what comes next.
    private enum State : byte
    {
        Size, SpaceBeforeExtension, Extension, SizeLineFeed,
        Data, DataReturn, DataLineFeed,
        TrailerLine, TrailerName, TrailerValue, TrailerLineFeed, LastLineFeed,
        Ended, Malformed,
    }

    /// <summary>Why the last step was <see cref="ResponseStep.Malformed"/>.</summary>
    internal string? Error { get; private set; }

    /// <summary>Takes the next step, as <see cref="ResponseReader.Next"/> does; there is no step <see cref="ResponseStep.Head"/>.</summary>
    internal ResponseStep Next(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        while (_state < State.Ended)
        {
            if (input.IsEmpty)
                return ResponseStep.NeedMore;
            if (_state == State.Data)
            {
                payload = input[..(int)Math.Min(_size, input.Length)];
                input = input[payload.Length..];
                _size -= payload.Length;
                if (_size == 0)
                    _state = State.DataReturn;
                return ResponseStep.Payload;
            }
            Error = ReadFraming(ref input);
            if (Error is not null)
                _state = State.Malformed;
        }
        return _state == State.Ended ? ResponseStep.End : ResponseStep.Malformed;
    }

    private string? ReadFraming(ref ReadOnlySpan<byte> input) => _state switch
    {
        State.Size => ReadSize(ref input),
        State.SpaceBeforeExtension => ReadSpace(ref input),
        State.Extension => ReadExtension(ref input),
        State.SizeLineFeed => Expect((byte)'\n', _size == 0 ? State.TrailerLine : State.Data, Flaw.ChunkEnd, ref input),
        State.DataReturn => Expect((byte)'\r', State.DataLineFeed, Flaw.ChunkEnd, ref input),
        State.DataLineFeed => Expect((byte)'\n', State.Size, Flaw.ChunkEnd, ref input),
        _ => ReadTrailer(ref input),
    };

    // chunk-size = 1*HEXDIG. No sign, no prefix, no space around it: some reader takes each of those for another number.
    private string? ReadSize(ref ReadOnlySpan<byte> input)
    {
        for (int i = 0; i < input.Length; i++)
        {
            int digit = HexValue(input[i]);
            if (digit < 0)
            {
                input = input[i..];
                return EndSize(ref input);
            }
            if (++_used > Http1Limits.ChunkSizeDigits || _size > Http1Limits.BodyBytes >> 4)
                return Flaw.ChunkSize;
            _size = (_size << 4) + digit;
            if (_size > Http1Limits.BodyBytes)
                return Flaw.ChunkSize;
        }
        input = default;
        return null;
    }

    private string? EndSize(ref ReadOnlySpan<byte> input)
    {
        if (_used == 0)
            return Flaw.ChunkSize;
        _used = 0;
        switch (input[0])
        {
            case (byte)'\r':
                _state = State.SizeLineFeed;
                input = input[1..];
                return null;
            case (byte)';':
                _state = State.Extension;
                return null;
            case (byte)' ' or (byte)'\t':
                _state = State.SpaceBeforeExtension;
                return null;
            case (byte)'\n':
                return Flaw.ChunkEnd;
            default:
                return Flaw.ChunkSize;
        }
    }

    // chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] ): space alone is no extension (RFC 9112 §7.1.1).
    private string? ReadSpace(ref ReadOnlySpan<byte> input)
    {
        if (input[0] == ';')
            _state = State.Extension;
        else if (!FieldRules.IsSpace(input[0]) || ++_used > Http1Limits.ChunkExtensionBytes)
            return Flaw.ChunkExtension;
        else
            input = input[1..];
        return null;
    }

    private string? ReadExtension(ref ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<byte> window = Window(input, Http1Limits.ChunkExtensionBytes + 1);
        int end = FieldRules.FirstControl(window);
        Use(end < 0 ? window.Length : end, ref input);
        if (_used > Http1Limits.ChunkExtensionBytes)
            return Flaw.ChunkExtension;
        if (end < 0)
            return null;
        _used = 0;
        return Expect((byte)'\r', State.SizeLineFeed, Flaw.ChunkExtension, ref input);
    }

    // trailer-section = *( field-line CRLF ) (RFC 9112 §7.1.2), and the CRLF that ends the body. What trailers name does not
    // matter: none is merged into the head.
    private string? ReadTrailer(ref ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<byte> window = Window(input, Http1Limits.HeadBytes);
        if (window.IsEmpty)
            return Flaw.TrailerTooLarge;
        switch (_state)
        {
            case State.TrailerLine when window[0] == '\r':
                return SkipTo(0, (byte)'\r', State.LastLineFeed, ref input);
            case State.TrailerLine when !FieldRules.IsToken(window[..1]):
                return Flaw.Trailer;
            case State.TrailerLine or State.TrailerName:
                _state = State.TrailerName;
                return SkipTo(FieldRules.EndOfToken(window), (byte)':', State.TrailerValue, ref input);
            case State.TrailerValue:
                return SkipTo(FieldRules.FirstControl(window), (byte)'\r', State.TrailerLineFeed, ref input);
            default:
                return SkipTo(0, (byte)'\n', _state == State.LastLineFeed ? State.Ended : State.TrailerLine, ref input);
        }
    }

    // A negative end: nothing but more of the same is in sight.
    private string? SkipTo(int end, byte delimiter, State after, ref ReadOnlySpan<byte> input)
    {
        if (end < 0)
        {
            Use(Window(input, Http1Limits.HeadBytes).Length, ref input);
            return null;
        }
        Use(end, ref input);
        _used++;
        return Expect(delimiter, after, Flaw.Trailer, ref input);
    }

    private string? Expect(byte wanted, State next, string flaw, ref ReadOnlySpan<byte> input)
    {
        if (input[0] != wanted)
            return flaw;
        input = input[1..];
        _state = next;
        return null;
    }

    // What a bounded part may still take: looking no further makes the verdict independent of how the input was cut.
    private readonly ReadOnlySpan<byte> Window(ReadOnlySpan<byte> input, int limit) => input[..Math.Min(input.Length, limit - _used)];

    private void Use(int count, ref ReadOnlySpan<byte> input)
    {
        _used += count;
        input = input[count..];
    }

    private static int HexValue(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
