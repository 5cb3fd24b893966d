using System.Net;

namespace Edge.Discovery;

/// <summary>The addresses of one host. Immutable.</summary>
/// <param name="Addresses">IPv4 and IPv6, in no order; empty when it has none.</param>
/// <param name="Ttl">How long they may be kept.</param>
/// <param name="Failure">Why they are not known, for people; null when they are.</param>
internal sealed record HostAnswer(IReadOnlyList<IPAddress> Addresses, TimeSpan Ttl, string? Failure);
