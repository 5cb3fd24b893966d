using Edge.Transport;
using Edge.Upstream;

namespace Edge.Drivers;

/// <summary>What all event loops of the process share.</summary>
/// <param name="Forwarded">Which proxies in front are trusted.</param>
/// <param name="Names">Addresses of replicas.</param>
/// <param name="Time">The time of name lookups.</param>
/// <param name="Gate">Counts callers against their limit.</param>
/// <param name="Handover">Where connections go that are not served here.</param>
/// <param name="OnAccepting">Told by loop and error number when accepting pauses (0: too many callers), and by null when it goes on.</param>
internal sealed record LoopSettings(
    ForwardedFields Forwarded, NameCache Names, TimeProvider Time, ConnectionGate Gate, IHandover Handover, Action<int, int?> OnAccepting);
