using Edge.Balancing;
using Edge.Buffers;

namespace Edge.Drivers;

/// <summary>
/// What one HTTP/1.1 connection of a caller gives its <see cref="Http1Session"/>: who is there, a way to send, and a way to replicas.
/// Called only from within a call to the session, on its thread; none of these calls back into it or its exchange.
/// </summary>
internal interface ISessionPort
{
    /// <summary>The caller's address as text (RFC 7239 §6 without brackets); good for the call.</summary>
    ReadOnlySpan<byte> Remote { get; }

    /// <summary>Whether <see cref="Remote"/> is one of IPv6.</summary>
    bool RemoteIsV6 { get; }

    /// <summary>Whether the caller is a proxy whose word on its own callers counts.</summary>
    bool IsTrusted { get; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    ReadOnlySpan<byte> Scheme { get; }

    /// <summary>What goes to the caller; what is appended leaves when the call to the session is over, at the latest.</summary>
    ByteBuffer Output { get; }

    /// <summary>Sends <paramref name="bytes"/>, too many to be copied, behind what is in <see cref="Output"/>.</summary>
    void SendLarge(ReadOnlySpan<byte> bytes);

    /// <summary>See <see cref="Forwarding.IExchangeDriver.Lease"/>.</summary>
    void Lease(Replica replica);

    /// <summary>See <see cref="Forwarding.IExchangeDriver.CancelLease"/>.</summary>
    void CancelLease();

    /// <summary>See <see cref="Forwarding.IExchangeDriver.Release"/>.</summary>
    void Release(bool reusable);

    /// <summary>See <see cref="Forwarding.IExchangeDriver.Drop"/>.</summary>
    void Drop();
}
