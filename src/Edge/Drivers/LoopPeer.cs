using System.Net;
using System.Text;
using Edge.Transport;

namespace Edge.Drivers;

/// <summary>Who is at the other end of a caller's connection, written once for all its requests. Immutable.</summary>
internal sealed class LoopPeer
{
    private readonly byte[] _text;

    /// <summary>Reads the address that a loop was told by the kernel.</summary>
    internal LoopPeer(in SocketName name, ForwardedFields forwarded)
        : this(new IPAddress(name.Address), forwarded)
    {
    }

    /// <summary>Takes the address, null where none is known; one of IPv4 is taken as such, also on a listener for both versions.</summary>
    internal LoopPeer(IPAddress? address, ForwardedFields forwarded)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        _text = address is null ? [] : Encoding.ASCII.GetBytes(address.ToString());
        IsV6 = address?.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        IsTrusted = address is not null && forwarded.IsTrusted(address);
    }

    /// <summary>The address; empty where none is known.</summary>
    internal ReadOnlySpan<byte> Text => _text;

    /// <summary>Whether it is one of IPv6.</summary>
    internal bool IsV6 { get; }

    /// <summary>Whether it is a trusted proxy.</summary>
    internal bool IsTrusted { get; }
}
