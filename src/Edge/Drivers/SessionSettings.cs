using Edge.Http1;

namespace Edge.Drivers;

/// <summary>What is the same for all HTTP/1.1 sessions of the process.</summary>
/// <param name="Limits">Of heads.</param>
/// <param name="Time">The time of <c>Date</c>.</param>
/// <param name="CorsIsOn">Whether requests of browsers need more than forwarding: Kestrel's way answers those.</param>
internal sealed record SessionSettings(RequestLimits Limits, TimeProvider Time, bool CorsIsOn)
{
    /// <summary>How long a connection may stay without a request, in ms; Kestrel's default, longer than what load balancers in front wait.</summary>
    internal const long KeepAlive = 130_000;

    /// <summary>How long a head may take from its first byte, in ms; Kestrel's default.</summary>
    internal const long HeadTime = 30_000;

    /// <summary>How long an ended connection waits for the caller's own end, so that what was sent arrives, in ms.</summary>
    internal const long Linger = 2_000;

    private volatile bool _draining;

    /// <summary>Whether the process stops: every answer says that it is the last on its connection.</summary>
    internal bool IsDraining { get => _draining; set => _draining = value; }
}
