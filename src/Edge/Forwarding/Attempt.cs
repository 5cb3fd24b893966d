using System.Diagnostics;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Http1;
using Edge.Intake;

namespace Edge.Forwarding;

/// <summary>
/// One try of an exchange: a counted replica and what still has to be sent to it. Head and first bytes of the body leave in
/// one piece; larger pieces leave straight from the body's blocks. One thread at a time.
/// </summary>
internal sealed class Attempt(RequestBody body)
{
    // Head and body below this are joined into one piece; above it a copy costs more than another piece of the same write.
    private const int JoinLimit = 16 * 1024;
    private readonly ByteBuffer _joined = new(2048);
    private bool _counted;
    private bool _judged;
    private bool _connected;
    private bool _headTaken;
    private bool _chunked;
    private bool _endTaken;
    private bool _sending;
    private bool _broken;

    /// <summary>The replica and how to speak to it; set by <see cref="Start"/>.</summary>
    internal ReplicaShare Share { get; private set; } = null!;

    /// <summary>How to speak to the replica.</summary>
    internal UpstreamTarget Target => Share.Target;

    /// <summary>Whether the connection had carried a request before.</summary>
    internal bool WasReused { get; private set; }

    /// <summary>Whether the whole request has gone out.</summary>
    internal bool AllSent => _endTaken && !_sending && !_broken;

    /// <summary>Begins with a replica that the pick has counted.</summary>
    internal void Start(ReplicaShare share)
    {
        Debug.Assert(!_counted, "the last attempt was not ended");
        Share = share;
        (_counted, _judged) = (true, false);
        (_connected, _headTaken, _chunked, _endTaken, _sending, _broken) = (false, false, false, false, false, false);
    }

    /// <summary>The connection stands.</summary>
    internal void Connected(bool reused) => (_connected, WasReused) = (true, reused);

    /// <summary>The next pieces to send; valid until <see cref="Sent"/>.</summary>
    internal bool TryTake(RequestHead head, SendPieces pieces)
    {
        if (!_connected || _sending || _broken || _endTaken)
            return false;
        pieces.Clear();
        _joined.Clear();
        if (!_headTaken)
        {
            long length = body.OutgoingLength;
            UpstreamHead.Write(_joined, head, Target, length);
            (_headTaken, _chunked) = (true, length < 0);
        }
        if (_chunked)
            TakeChunks();
        else
            TakeBody(pieces);
        pieces.AddFirst(_joined.Memory);
        return _sending = pieces.Count > 0;
    }

    /// <summary>What was taken has gone out.</summary>
    internal void Sent()
    {
        _sending = false;
        body.PiecesSent();
    }

    /// <summary>The upstream takes no more.</summary>
    internal void SendFailed() => (_sending, _broken) = (false, true);

    /// <summary>Whether it was said what the request shows of the replica's health.</summary>
    internal bool IsJudged => _judged;

    /// <summary>Says what the request shows of the replica's health; once.</summary>
    internal void Judge(bool failed)
    {
        if (_judged || !_counted)
            return;
        _judged = true;
        if (failed)
            Share.Replica.Health.Failed();
        else
            Share.Replica.Health.Succeeded();
    }

    /// <summary>Gives the count of the replica back; the one place where that happens. Harmless a second time.</summary>
    internal void End()
    {
        if (!_counted)
            return;
        _counted = false;
        _connected = false;
        if (!_judged)
            Share.Replica.Health.Abandoned();
        Share.Replica.End();
    }

    private void TakeBody(SendPieces pieces)
    {
        while (!pieces.IsFull && body.TryTake(out ReadOnlyMemory<byte> piece))
        {
            if (pieces.Count == 0 && _joined.Length + piece.Length <= JoinLimit)
                _joined.Append(piece.Span);
            else
                pieces.Add(piece);
        }
        _endTaken = body.AllTaken;
    }

    /// <summary>Each piece one chunk; the last chunk follows when the body was accepted (RFC 9112 §7.1).</summary>
    private void TakeChunks()
    {
        while (_joined.Length < JoinLimit && body.TryTake(out ReadOnlyMemory<byte> piece))
        {
            RequestLines.ChunkHeader(_joined, piece.Length);
            _joined.Append(piece.Span);
            _joined.Append("\r\n"u8);
        }
        if (!body.AllTaken)
            return;
        RequestLines.LastChunk(_joined);
        _endTaken = true;
    }
}
