namespace Edge.Mock.Wire;

/// <summary>
/// Takes chunked framing off a body as it arrives (RFC 9112, 7.1): <c>*( hex [ ";" ext ] CRLF data CRLF ) "0" CRLF trailers CRLF</c>.
/// A mutable struct of one reader; keeps only its place.
/// </summary>
internal struct MockChunkDecoder
{
    // Seven digits reach 256 MiB, above the largest body; what needs more is a broken size.
    private const int MaxSizeDigits = 7;

    private Place _place;
    private long _left;
    private int _digits;
    private int _trailerBytes;

    private enum Place
    {
        Size,
        Extension,
        SizeEnd,
        Data,
        DataReturn,
        DataEnd,
        TrailerStart,
        Trailer,
        TrailerEnd,
        LastEnd,
        Done,
        Bad,
    }

    /// <summary>
    /// Goes on with <paramref name="input"/>. Stops after each piece of data: then <paramref name="data"/> is that piece (of
    /// <paramref name="input"/>) and the call is repeated with what was not <paramref name="consumed"/>.
    /// </summary>
    internal MockChunkState Step(ReadOnlySpan<byte> input, out int consumed, out ReadOnlySpan<byte> data)
    {
        data = default;
        for (consumed = 0; consumed < input.Length && _place is not (Place.Done or Place.Bad);)
        {
            if (_place == Place.Data)
            {
                int take = (int)Math.Min(_left, input.Length - consumed);
                data = input.Slice(consumed, take);
                consumed += take;
                _left -= take;
                if (_left == 0)
                    _place = Place.DataReturn;
                break;
            }
            _place = Next(input[consumed++]);
        }
        return _place switch
        {
            Place.Done => MockChunkState.Done,
            Place.Bad => MockChunkState.Bad,
            _ => MockChunkState.More,
        };
    }

    private Place Next(byte b) => _place switch
    {
        Place.Size => Size(b),
        Place.Extension => b switch { (byte)'\r' => Place.SizeEnd, (byte)'\n' => Place.Bad, _ => Place.Extension },
        Place.SizeEnd => b != (byte)'\n' ? Place.Bad : AfterSize(),
        Place.DataReturn => b == (byte)'\r' ? Place.DataEnd : Place.Bad,
        Place.DataEnd => b == (byte)'\n' ? Place.Size : Place.Bad,
        Place.TrailerStart => b switch { (byte)'\r' => Place.LastEnd, (byte)'\n' => Place.Bad, _ => Trailer() },
        Place.Trailer => b switch { (byte)'\r' => Place.TrailerEnd, (byte)'\n' => Place.Bad, _ => Trailer() },
        Place.TrailerEnd => b == (byte)'\n' ? Place.TrailerStart : Place.Bad,
        Place.LastEnd => b == (byte)'\n' ? Place.Done : Place.Bad,
        _ => Place.Bad,
    };

    private Place Size(byte b)
    {
        if (char.IsAsciiHexDigit((char)b) && _digits < MaxSizeDigits)
        {
            _digits++;
            _left = (_left * 16) + Hex(b);
            return Place.Size;
        }
        if (_digits == 0)
            return Place.Bad;
        return b switch { (byte)'\r' => Place.SizeEnd, (byte)';' => Place.Extension, _ => Place.Bad };
    }

    private Place AfterSize()
    {
        _digits = 0;
        return _left == 0 ? Place.TrailerStart : Place.Data;
    }

    private static int Hex(byte b) => b <= (byte)'9' ? b - '0' : (b | 0x20) - 'a' + 10;

    // Trailers above 8 KiB are no trailers.
    private Place Trailer() => ++_trailerBytes > 8192 ? Place.Bad : Place.Trailer;
}
