using Edge.Telemetry.Usage;

namespace Edge.Forwarding;

/// <summary>
/// Watches a <c>text/event-stream</c> body pass (WHATWG HTML §9.2.5, "Parsing an event stream"), however it is cut: has it come
/// to its end, and may an event of ours be put here? Hops from line end to line end and looks at the start of lines alone; the
/// data of each event goes on to who looks for usage in it.
/// <code>
/// stream  = [ bom ] *event                 end-of-line = CR LF / CR / LF
/// event   = *( comment / field ) end-of-line
/// comment = ":" *any-char end-of-line      field = 1*name-char [ ":" [ space ] *any-char ] end-of-line
/// </code>
/// Allocates nothing after its making. One thread at a time.
/// </summary>
internal sealed class EventStreamTracker
{
    /// <summary>How much of a line is looked at, in bytes: what is recognised says so in its first 40, the rest is room for space.</summary>
    internal const int LineBytes = 256;

    private readonly UsageScanner _usage;

    // The start of a line that is not complete yet.
    private readonly byte[] _line = new byte[LineBytes];
    private int _kept;
    private EndMark _mark;
    private bool _firstLine;

    // The last line ended in CR: an LF that follows belongs to it.
    private bool _afterReturn;
    private bool _inEvent;
    private bool _dataSeen;

    // The event's name is an ending one.
    private bool _named;

    // Where the value of the line's data begins; 0 while it is not known to be data.
    private int _valueAt;

    /// <summary>Creates a tracker at the start of a stream that ends by framing alone; <paramref name="usage"/> reads the data of its events.</summary>
    internal EventStreamTracker(UsageScanner usage)
    {
        _usage = usage;
        Reset(EndMark.None);
    }

    /// <summary>Events with data so far, the end mark's included.</summary>
    internal long Events { get; private set; }

    /// <summary>Events so far that bring a piece of the answer, as far as the mark tells which do (<see cref="EventKind.Content"/>), since the last that said how many tokens there are.</summary>
    internal long Uncounted { get; private set; }

    /// <summary>
    /// Whether the end mark came; then it stays true. A mark in data counts when its line is complete; one in <c>event:</c> with the
    /// data line after it, without which the event is lost, or the blank line. For <see cref="EndMark.None"/>, where nothing is
    /// awaited, true from the start.
    /// </summary>
    internal bool MarkSeen { get; private set; }

    /// <summary>Whether we are at the start of the stream or right after a blank line: an event put here breaks no other.</summary>
    internal bool AtBoundary => !_inEvent && _kept == 0;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Begins a stream that is to end in <paramref name="mark"/>.</summary>
    internal void Reset(EndMark mark)
    {
        _mark = mark;
        _firstLine = true;
        _kept = _valueAt = 0;
        _afterReturn = _inEvent = _dataSeen = _named = false;
        (Events, Uncounted) = (0, 0);
        _usage.Reset(deepest: 2);
        MarkSeen = mark == EndMark.None;
    }

    /// <summary>Takes the next bytes of the body, without chunk framing.</summary>
    internal void Feed(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            if (_afterReturn)
            {
                _afterReturn = false;
                if (payload[0] == '\n')
                {
                    payload = payload[1..];
                    continue;
                }
            }
            int end = payload.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                Keep(payload);
                return;
            }
            _afterReturn = payload[end] == '\r';
            TakeLine(Whole(payload[..end]));
            payload = payload[(end + 1)..];
        }
    }

    // A line that came in one piece, as most do, is judged where it lies.
    private ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> piece)
    {
        if (_kept > 0)
        {
            Keep(piece);
            return _line.AsSpan(0, _kept);
        }
        PassOn(piece, piece, 0);
        return piece[..Math.Min(piece.Length, LineBytes)];
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        int before = _kept, take = Math.Min(piece.Length, LineBytes - before);
        piece[..take].CopyTo(_line.AsSpan(before));
        _kept += take;
        PassOn(_line.AsSpan(0, _kept), piece, before);
    }

    // What the line begins with says whether its last piece is data, and what was there before is none: it is decided at the first byte that can be.
    private void PassOn(ReadOnlySpan<byte> line, ReadOnlySpan<byte> piece, int before)
    {
        if (_valueAt == 0)
        {
            int start = _firstLine && line.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            if (!line[start..].StartsWith("data:"u8))
                return;
            _valueAt = start + "data:"u8.Length;
            // Lines of one event are joined by a line feed.
            if (_dataSeen)
                _usage.Feed("\n"u8);
        }
        _usage.Feed(piece[Math.Max(0, _valueAt - before)..]);
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        _kept = _valueAt = 0;
        if (_firstLine)
        {
            _firstLine = false;
            if (line.StartsWith(ByteOrderMark))
                line = line[ByteOrderMark.Length..];
        }
        _inEvent = !line.IsEmpty;
        if (_inEvent)
            TakeField(line);
        else
            EndEvent();
    }

    private void EndEvent()
    {
        MarkSeen |= _named;
        if (_dataSeen && _usage.EndDocument())
            Uncounted = 0;
        _dataSeen = _named = false;
    }

    private void TakeField(ReadOnlySpan<byte> line)
    {
        if (TryValue(line, "data"u8, out ReadOnlySpan<byte> value))
        {
            MarkSeen |= _named;
            // Further data lines go on with the same data: only the first begins it.
            if (!_dataSeen)
                TakeKind(EndMarks.KindOf(_mark, value));
            _dataSeen = true;
        }
        else if (TryValue(line, "event"u8, out value))
            _named = EndMarks.IsName(_mark, value);
    }

    private void TakeKind(EventKind kind)
    {
        Events++;
        if (kind == EventKind.Content)
            Uncounted++;
        MarkSeen |= kind == EventKind.End;
    }

    // A field without a colon has an empty value; of the space after the colon one is not part of the value.
    private static bool TryValue(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith(name))
            return false;
        ReadOnlySpan<byte> rest = line[name.Length..];
        if (rest.IsEmpty)
            return true;
        if (rest[0] != ':')
            return false;
        value = rest is [_, (byte)' ', ..] ? rest[2..] : rest[1..];
        return true;
    }
}
