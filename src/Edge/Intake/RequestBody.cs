using System.Diagnostics;
using Edge.Buffers;
using Edge.Faults;

namespace Edge.Intake;

/// <summary>
/// A request's body on its way through: scanned while it arrives, kept until its model is known, then handed out piece by
/// piece, the last byte only when the scan has accepted the end, so that a refused body never becomes a whole request
/// upstream. What was handed out is kept for sending it again, up to a limit. One thread at a time; no I/O.
/// </summary>
internal sealed class RequestBody(BlockPool pool)
{
    private readonly ModelScanner _scanner = new();
    private readonly BlockList _bytes = new(pool);
    private byte[] _splice = [];
    private long _maxBytes;
    private int _replayBytes;
    private long _declared;
    private long _taken;
    private int _spliceLength;
    private bool _spliced;
    private bool _keep;

    /// <summary>Whether the model's name was seen; the scan goes on behind it.</summary>
    internal bool ModelKnown => _scanner.ModelKnown;

    /// <summary>The model's name, in UTF-8 with its escapes resolved.</summary>
    internal ReadOnlySpan<byte> Model => _scanner.Model;

    /// <summary>Whether the whole body has arrived and was accepted.</summary>
    internal bool Accepted { get; private set; }

    /// <summary>Bytes that arrived.</summary>
    internal long Received => _bytes.End;

    /// <summary>Bytes that arrived and were not handed out yet, the one held back included.</summary>
    internal long Waiting => _bytes.End - _taken;

    /// <summary>Whether every byte was handed out, the last one too.</summary>
    internal bool AllTaken => Accepted && _taken == _bytes.End;

    /// <summary>Whether the body can be handed out again from its first byte.</summary>
    internal bool CanRewind => _keep && _bytes.Start == 0;

    /// <summary>The length the upstream is told; -1 while it is not known.</summary>
    internal long OutgoingLength
    {
        get
        {
            long length = Accepted ? _bytes.End : _declared;
            return length < 0 || _spliceLength == 0 ? length : length - (_scanner.ValueEnd - _scanner.ValueStart) + _spliceLength;
        }
    }

    /// <summary>Begins a request. <paramref name="declared"/> is its Content-Length, -1 when it has none.</summary>
    internal void Start(long declared, long maxBytes, int replayBytes)
    {
        Debug.Assert(_bytes.End == 0, "the last request was not cleared");
        _scanner.Reset();
        (_declared, _maxBytes, _replayBytes) = (declared, maxBytes, replayBytes);
        (_taken, _spliceLength, _spliced, _keep, Accepted) = (0, 0, false, true, false);
    }

    /// <summary>Takes in what arrived; <paramref name="last"/> when nothing follows. Returns why it is refused, if it is.</summary>
    internal Fault Feed(ReadOnlySpan<byte> bytes, bool last)
    {
        Debug.Assert(!Accepted, "bytes behind the end");
        long end = _bytes.End + bytes.Length;
        if (end > _maxBytes)
            return new Fault(FaultKind.BodyTooLarge);
        // The upstream was or will be told the declared length: more or fewer bytes would become another request's.
        if (_declared >= 0 && (end > _declared || (last && end < _declared)))
            return new Fault(FaultKind.BadRequest, "The body is not as long as its Content-Length says.");
        _bytes.Append(bytes);
        ScanStatus status = _scanner.Feed(bytes);
        if (last && status != ScanStatus.Refused)
            status = _scanner.Finish();
        if (status == ScanStatus.Refused)
            return new Fault(FaultKind.InvalidModel, ScanMessages.Of(_scanner.Error));
        Accepted = last;
        return default;
    }

    /// <summary>
    /// Says what the upstream is to read as the model's name, empty for what the caller wrote, and starts handing out from
    /// the first byte. A second call needs <see cref="CanRewind"/>.
    /// </summary>
    internal void Route(ReadOnlySpan<byte> upstreamModel)
    {
        Debug.Assert(ModelKnown && _bytes.Start == 0);
        int room = JsonText.MaxStringLength(upstreamModel.Length);
        if (_splice.Length < room)
            _splice = new byte[room];
        _spliceLength = upstreamModel.IsEmpty ? 0 : JsonText.WriteString(upstreamModel, _splice);
        (_taken, _spliced) = (0, false);
    }

    /// <summary>
    /// Hands out the next piece that may go upstream now. The piece is valid until the next call; false when there is none yet.
    /// </summary>
    internal bool TryTake(out ReadOnlyMemory<byte> piece)
    {
        if (!_keep || _bytes.End > _replayBytes)
            ReleaseTaken();
        long end = Accepted ? _bytes.End : _bytes.End - 1;
        if (_spliceLength > 0 && !_spliced)
        {
            if (_taken == _scanner.ValueStart)
            {
                (_taken, _spliced) = (_scanner.ValueEnd, true);
                piece = _splice.AsMemory(0, _spliceLength);
                return true;
            }
            end = Math.Min(end, _scanner.ValueStart);
        }
        if (_taken >= end)
        {
            piece = default;
            return false;
        }
        piece = _bytes.Piece(_taken, end);
        _taken += piece.Length;
        return true;
    }

    /// <summary>The answer has begun: nothing will be sent again, so nothing more is kept.</summary>
    internal void StopKeeping() => _keep = false;

    /// <summary>Gives back the memory of what was handed out. No piece may be in use.</summary>
    internal void ReleaseTaken() => _bytes.ReleaseBefore(_taken);

    /// <summary>Gives all memory back. No piece may be in use.</summary>
    internal void Clear() => _bytes.Clear();
}
