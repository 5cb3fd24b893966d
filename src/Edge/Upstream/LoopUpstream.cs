using Edge.Transport;

namespace Edge.Upstream;

/// <summary>
/// One cleartext connection to a replica that lives on an event loop. One owner at a time, all on the loop's thread. Reads and
/// writes are the owner's, straight on the descriptor; <see cref="State"/> tells when they are worth a call.
/// </summary>
internal sealed class LoopUpstream : LoopHandle
{
    private readonly LoopPool _pool;

    internal LoopUpstream(LoopPool pool, Era era) => (_pool, Era) = (pool, era);

    /// <summary>Who has leased it; null while it is being made or idle.</summary>
    internal ILoopLease? Owner { get; set; }

    /// <summary>What it was made for.</summary>
    internal Era Era { get; }

    /// <summary>The connect it comes from, until it stands.</summary>
    internal LoopConnect? Connect { get; set; }

    /// <summary>Whether it has waited in its pool: the peer may have closed it at the moment it was leased.</summary>
    internal bool IsReused { get; set; }

    /// <summary>Since when it is idle, in milliseconds of the coarse clock.</summary>
    internal long IdleSince { get; set; }

    /// <summary>Whether its timer runs: it is left running when the connection is leased, and looks when it fires.</summary>
    internal bool HasTimer { get; set; }

    /// <summary>What is known of the socket; a field, since its members change it.</summary>
#pragma warning disable CA1051, SA1401 // A struct that is changed in place, by one thread.
    internal SocketState State = SocketState.New;
#pragma warning restore CA1051, SA1401

    /// <summary>Asks the kernel whether nothing has come. A byte that has is lost: the connection is to be closed then.</summary>
    internal bool IsSilent()
    {
        Span<byte> one = stackalloc byte[1];
        nint result = LoopSocket.Receive(Descriptor, one);
        State.NoteReceived(result, one.Length);
        return result == -Errno.Again;
    }

    /// <inheritdoc/>
    internal override void OnReady(Readiness events)
    {
        State.Note(events);
        if (Connect is { } connect)
            connect.Ended(this);
        else if (Owner is { } owner)
            owner.UpstreamReady();
        else
            _pool.DropIdle(this);
    }

    /// <inheritdoc/>
    internal override void OnTimer()
    {
        HasTimer = false;
        if (Connect is { } connect)
            connect.TimedOut(this);
        else if (Owner is null)
            _pool.LookAtIdle(this);
    }

    /// <inheritdoc/>
    internal override void OnAbandoned()
    {
        if (Owner is { } owner)
            owner.UpstreamAbandoned();
        else
            _pool.Lost(this);
    }
}
