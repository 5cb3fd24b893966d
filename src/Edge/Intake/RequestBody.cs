using System.Buffers;
using System.Diagnostics;
using Edge.Buffers;
using Edge.Faults;

namespace Edge.Intake;

/// <summary>
/// A request's body on its way through: scanned while it arrives, kept until its model is known, then handed out piece by
/// piece, the last byte only when the scan has accepted the end, so that a refused body never becomes a whole request
/// upstream. What was handed out is kept for sending it again, up to a limit. One thread at a time; no I/O.
/// </summary>
/// <param name="pool">Where its memory comes from.</param>
/// <param name="memory">How much all bodies take; null for no bound.</param>
internal sealed class RequestBody(BlockPool pool, MemoryGauge? memory = null)
{
    /// <summary>Longer bodies are not asked for usage: to see whether they say it themselves they would be read once more, and others on the loop would wait.</summary>
    internal const int MostAsked = 256 * 1024;

    /// <summary>How far a body grows between two looks at the memory of all.</summary>
    private const long LookStep = 256 * 1024;

    private readonly ModelScanner _scanner = new();
    private readonly BlockList _bytes = new(pool);
    private byte[] _splice = [];
    private long _maxBytes;
    private int _replayBytes;
    private long _declared;
    private long _taken;
    private int _spliceLength;
    private bool _spliced;

    // Where a member of ours is put before the caller's; 0 for nowhere.
    private long _memberAt;
    private bool _memberTaken;
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
            if (length < 0)
                return length;
            if (_memberAt > 0)
                length += StreamOptions.Member.Length;
            return _spliceLength == 0 ? length : length - (_scanner.ValueEnd - _scanner.ValueStart) + _spliceLength;
        }
    }

    /// <summary>Begins a request. <paramref name="declared"/> is its Content-Length, -1 when it has none.</summary>
    internal void Start(long declared, long maxBytes, int replayBytes)
    {
        Debug.Assert(_bytes.End == 0, "the last request was not cleared");
        _scanner.Reset();
        (_declared, _maxBytes, _replayBytes) = (declared, maxBytes, replayBytes);
        (_taken, _spliceLength, _spliced, _memberAt, _keep, Accepted) = (0, 0, false, 0, true, false);
    }

    /// <summary>Takes in what arrived; <paramref name="last"/> when nothing follows. Returns why it is refused, if it is.</summary>
    internal Fault Feed(ReadOnlySpan<byte> bytes, bool last)
    {
        Fault fault = Admit(bytes.Length, last);
        if (fault.Any)
            return fault;
        _bytes.Append(bytes);
        return Scan(_scanner.Feed(bytes), last);
    }

    /// <summary>
    /// The free memory behind what arrived, for a read without a copy, pinned: that of the last block, <paramref name="ahead"/> 0, or of
    /// one further on. What is written there counts when <see cref="Fill"/> says so.
    /// </summary>
    internal Span<byte> Room(int ahead) => _bytes.Room(ahead);

    /// <summary><see cref="Feed"/> for <paramref name="count"/> bytes that stand in <see cref="Room"/> already.</summary>
    internal Fault Fill(int count, bool last)
    {
        Fault fault = Admit(count, last);
        if (fault.Any)
            return fault;
        long at = _bytes.End;
        _bytes.Extend(count);
        ScanStatus status = ScanStatus.More;
        while (at < _bytes.End)
        {
            ReadOnlyMemory<byte> piece = _bytes.Piece(at, _bytes.End);
            status = _scanner.Feed(piece.Span);
            at += piece.Length;
        }
        return Scan(status, last);
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
            _splice = GC.AllocateUninitializedArray<byte>(room, pinned: true);
        _spliceLength = upstreamModel.IsEmpty ? 0 : JsonText.WriteString(upstreamModel, _splice);
        (_taken, _spliced, _memberAt) = (0, false, 0);
    }

    /// <summary>
    /// Asks the upstream for the usage of its stream where the body wants one and says nothing of that (<see cref="StreamOptions"/>), if the whole of it
    /// is here before anything was handed out since <see cref="Route"/>, and it is no longer than <see cref="MostAsked"/>. Returns whether it does.
    /// </summary>
    internal bool TryAskForUsage()
    {
        if (!Accepted || _taken > 0 || _bytes.Start > 0 || _bytes.End > MostAsked || !StreamOptions.AreMissing(Whole(), out long members))
            return false;
        (_memberAt, _memberTaken) = (members, false);
        return true;
    }

    /// <summary>
    /// Hands out the next piece that may go upstream now, in pinned memory; false when there is none yet. It is valid until
    /// <see cref="PiecesSent"/>.
    /// </summary>
    internal bool TryTake(out ReadOnlyMemory<byte> piece)
    {
        long end = Accepted ? _bytes.End : _bytes.End - 1;
        if (_memberAt > 0 && !_memberTaken)
        {
            if (_taken == _memberAt)
            {
                _memberTaken = true;
                piece = StreamOptions.Member;
                return true;
            }
            end = _memberAt;
        }
        else if (_spliceLength > 0 && !_spliced)
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

    /// <summary>The session that the body names; only of a whole one of which nothing was let go.</summary>
    internal ulong Session()
    {
        Debug.Assert(Accepted && _bytes.Start == 0);
        return SessionKey.InBody(Whole());
    }

    /// <summary>
    /// A number made of what arrived, for telling prompts apart: its length and both its ends. 0 where not all of it is here any more. Of this process
    /// alone.
    /// </summary>
    internal ulong Fingerprint()
    {
        if (!CanRewind || _bytes.End == 0)
            return 0;
        var hash = new HashCode();
        hash.AddBytes(_bytes.Piece(0, _bytes.End).Span);
        hash.AddBytes(_bytes.Piece((_bytes.End - 1) / BlockPool.BlockSize * BlockPool.BlockSize, _bytes.End).Span);
        return ((ulong)_bytes.End << 32) | (uint)hash.ToHashCode();
    }

    /// <summary>The pieces handed out so far have been sent: those that will not be sent again are let go.</summary>
    internal void PiecesSent()
    {
        if (!_keep || _bytes.End > _replayBytes)
            ReleaseTaken();
    }

    /// <summary>The answer has begun: nothing will be sent again, so nothing more is kept.</summary>
    internal void StopKeeping() => _keep = false;

    /// <summary>Gives back the memory of what was handed out. No piece may be in use.</summary>
    internal void ReleaseTaken() => _bytes.ReleaseBefore(_taken);

    /// <summary>Gives all memory back. No piece may be in use.</summary>
    internal void Clear() => _bytes.Clear();

    private ReadOnlySequence<byte> Whole()
    {
        ReadOnlyMemory<byte> piece = _bytes.Piece(0, _bytes.End);
        if (piece.Length == _bytes.End)
            return new ReadOnlySequence<byte>(piece);
        var first = new BodySegment(piece);
        BodySegment last = first;
        for (long at = piece.Length; at < _bytes.End; at += last.Memory.Length)
            last = last.Append(_bytes.Piece(at, _bytes.End));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private Fault Admit(int count, bool last)
    {
        Debug.Assert(!Accepted, "bytes behind the end");
        long end = _bytes.End + count;
        if (end > _maxBytes)
            return new Fault(FaultKind.BodyTooLarge);
        if (memory is not null && count > 0 && LacksMemory(memory, end))
            return new Fault(FaultKind.MemoryFull);
        // The upstream was or will be told the declared length: more or fewer bytes would become another request's.
        if (_declared >= 0 && (end > _declared || (last && end < _declared)))
            return new Fault(FaultKind.BadRequest, "The body is not as long as its Content-Length says.");
        return default;
    }

    /// <summary>
    /// A body that grows looks for itself now and then: many large ones at once would be far above the bound before the next beat. Not at each block, for
    /// a look reads what every other loop writes.
    /// </summary>
    private bool LacksMemory(MemoryGauge memory, long end) => end / LookStep == _bytes.End / LookStep ? memory.IsFull : memory.Look();

    private Fault Scan(ScanStatus status, bool last)
    {
        if (last && status != ScanStatus.Refused)
            status = _scanner.Finish();
        if (status == ScanStatus.Refused)
            return new Fault(FaultKind.InvalidModel, ScanMessages.Of(_scanner.Error));
        Accepted = last;
        return default;
    }
}
