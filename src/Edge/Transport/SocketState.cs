namespace Edge.Transport;

/// <summary>
/// What is known of a socket that tells changes once (edge-triggered): whether a read or a write is worth a system call. A read that
/// comes back short has taken all there was, and the next bytes will be told, except when the peer's end was told with them: then
/// nothing more will be, and reading goes on until the end shows.
/// </summary>
internal struct SocketState
{
    /// <summary>Whether there may be something to receive.</summary>
    internal bool Readable { get; private set; }

    /// <summary>Whether there may be room to send.</summary>
    internal bool Writable { get; private set; }

    /// <summary>Whether the peer has ended its side, or the connection has broken. Bytes sent before may still wait.</summary>
    internal bool PeerEnded { get; private set; }

    /// <summary>Whether the connection has broken.</summary>
    internal bool Broken { get; private set; }

    /// <summary>A socket just accepted or connected: nobody knows, so both are worth a try.</summary>
    internal static SocketState New => new() { Readable = true, Writable = true };

    /// <summary>Takes in what the loop told.</summary>
    internal void Note(Readiness events)
    {
        const Readiness End = Readiness.PeerClosed | Readiness.HangUp | Readiness.Error;
        Readable |= (events & (Readiness.In | End)) != 0;
        Writable |= (events & (Readiness.Out | Readiness.HangUp | Readiness.Error)) != 0;
        PeerEnded |= (events & End) != 0;
        Broken |= (events & (Readiness.HangUp | Readiness.Error)) != 0;
    }

    /// <summary>A read into <paramref name="room"/> bytes gave <paramref name="result"/>: a count, 0 for the end, or a negated error.</summary>
    internal void NoteReceived(nint result, int room)
    {
        if (result == -Errno.Again || (result > 0 && result < room && !PeerEnded))
            Readable = false;
    }

    /// <summary>A write of <paramref name="size"/> bytes gave <paramref name="result"/>: a count, or a negated error.</summary>
    internal void NoteSent(nint result, long size)
    {
        if (result == -Errno.Again || (result >= 0 && result < size))
            Writable = false;
    }
}
