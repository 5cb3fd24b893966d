namespace Edge.Transport;

/// <summary>
/// Something with a descriptor on one <see cref="EventLoop"/>. All members are called by the loop, on its thread; see there for
/// what a handler may do. One object may be added again, with another descriptor, once it was closed or removed.
/// </summary>
internal abstract class LoopHandle
{
    /// <summary>The descriptor, -1 while it is on no loop.</summary>
    internal int Descriptor { get; set; } = -1;

    /// <summary>Of the loop: the place in its table.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>Of the loop: the place in the list of those that want another turn, -1 when it wants none.</summary>
    internal int ReadyAt { get; set; } = -1;

    /// <summary>Of the wheel: the time of the timer, in milliseconds of the coarse clock.</summary>
    internal long TimerAt { get; set; }

    /// <summary>Of the wheel: the slot the timer lies in, -1 while it is off.</summary>
    internal int TimerSlot { get; set; } = -1;

    /// <summary>Of the wheel: the neighbours in that slot.</summary>
    internal LoopHandle? TimerBefore { get; set; }

    /// <inheritdoc cref="TimerBefore"/>
    internal LoopHandle? TimerBehind { get; set; }

    /// <summary>The descriptor became ready for <paramref name="events"/>; edge-triggered, so it is said once for each change.</summary>
    internal abstract void OnReady(Readiness events);

    /// <summary>The turn asked for with <see cref="EventLoop.Again"/>.</summary>
    internal virtual void OnTurn()
    {
    }

    /// <summary>The time given to <see cref="EventLoop.SetTimer"/> has come; the timer is off now.</summary>
    internal virtual void OnTimer()
    {
    }

    /// <summary>
    /// The loop closed the descriptor, not its owner: a handler threw, or the loop stopped. The place to give back what belongs
    /// to others; must not throw.
    /// </summary>
    internal virtual void OnAbandoned()
    {
    }
}
