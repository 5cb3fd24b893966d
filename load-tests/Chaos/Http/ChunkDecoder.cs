namespace Edge.LoadTests.Chaos.Http;

/// <summary>Reads a body in chunks (RFC 9112 §7.1), strictly: no extensions, no trailers. One thread at a time.</summary>
internal sealed class ChunkDecoder
{
    private State _state;
    private long _left;
    private int _digits;

    private enum State : byte { Size, SizeEnd, Data, DataReturn, DataEnd, LastReturn, LastEnd, Over }

    /// <summary>Whether the last chunk was read.</summary>
    internal bool IsOver => _state == State.Over;

    /// <summary>What is wrong, or null.</summary>
    internal string? Mistake { get; private set; }

    /// <summary>Takes bytes up to the end of a piece of the body; returns how many.</summary>
    internal int Take(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        int at = 0;
        while (at < bytes.Length && Mistake is null && !IsOver)
        {
            if (_state == State.Data)
            {
                payload = bytes[at..];
                payload = payload[..(int)Math.Min(_left, payload.Length)];
                _left -= payload.Length;
                if (_left == 0)
                    _state = State.DataReturn;
                return at + payload.Length;
            }
            TakeFraming(bytes[at++]);
        }
        return at;
    }

    private void TakeFraming(byte next)
    {
        switch (_state)
        {
            case State.Size when next == '\r' && _digits > 0:
                _state = State.SizeEnd;
                break;
            case State.Size when _digits < 8 && char.IsAsciiHexDigit((char)next):
                _left = (_left << 4) + (next <= '9' ? next - '0' : (next | 0x20) - 'a' + 10);
                _digits++;
                break;
            case State.SizeEnd when next == '\n':
                _digits = 0;
                _state = _left > 0 ? State.Data : State.LastReturn;
                break;
            case State.DataReturn or State.LastReturn when next == '\r':
                _state++;
                break;
            case State.DataEnd when next == '\n':
                _state = State.Size;
                break;
            case State.LastEnd when next == '\n':
                _state = State.Over;
                break;
            default:
                Mistake = "a chunk that is none";
                break;
        }
    }
}
