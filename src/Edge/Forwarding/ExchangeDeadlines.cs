using Edge.Buffers;
using Edge.Faults;

namespace Edge.Forwarding;

/// <summary>
/// The timeouts of one exchange, as two points on the coarse clock: that of the phase, and that of the whole. Set by the
/// exchange's thread; <see cref="Next"/> is read by the heartbeat's.
/// </summary>
internal sealed class ExchangeDeadlines(CoarseClock clock)
{
    private const long Never = long.MaxValue;
    private long _phase = Never;
    private long _total = Never;
    private long _began;
    private FaultKind _kind;

    /// <summary>The earlier of the two, in ms of the coarse clock.</summary>
    internal long Next => Math.Min(Volatile.Read(ref _phase), Volatile.Read(ref _total));

    /// <summary>A request has arrived: its whole time runs from here.</summary>
    internal void Begin() => _began = clock.Now;

    /// <summary>The phase must move on within <paramref name="span"/>, else it is a <paramref name="kind"/>. Zero is never.</summary>
    internal void Arm(TimeSpan span, FaultKind kind)
    {
        _kind = kind;
        Volatile.Write(ref _phase, After(clock.Now, span));
    }

    /// <summary>The whole must be over <paramref name="span"/> after it began. Zero is never.</summary>
    internal void ArmTotal(TimeSpan span) => Volatile.Write(ref _total, After(_began, span));

    /// <summary>The phase may take as long as it likes.</summary>
    internal void Disarm() => Volatile.Write(ref _phase, Never);

    /// <summary>Neither is watched any more.</summary>
    internal void Clear()
    {
        Disarm();
        Volatile.Write(ref _total, Never);
    }

    /// <summary>Which timeout has passed, or None.</summary>
    internal FaultKind Expired() => clock.Now >= _total ? FaultKind.TotalTimeout : clock.Now >= _phase ? _kind : FaultKind.None;

    private static long After(long time, TimeSpan span) => span == TimeSpan.Zero ? Never : time + (span.Ticks / TimeSpan.TicksPerMillisecond);
}
