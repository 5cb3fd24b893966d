using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Edge.Transport;

/// <summary>
/// An address and port as the kernel writes it (struct sockaddr_in or sockaddr_in6), by value: accepting and connecting
/// allocate nothing. IPv4 callers of a socket that listens for both families are mapped (<c>::ffff:1.2.3.4</c>), as with Kestrel.
/// </summary>
internal struct SocketName : IEquatable<SocketName>
{
    /// <summary>Bytes of the longest, sockaddr_in6.</summary>
    internal const int Capacity = 28;
    private const int PortAt = 2;
    private const int Ip4At = 4;
    private const int Ip6At = 8;

    private Storage _bytes;

    /// <summary>How many bytes of it count.</summary>
    internal int Length { readonly get; private set; }

    /// <summary>The bytes; valid as long as this variable is.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_bytes)[..Length];

    /// <summary>The family: 2 for IPv4, 10 for IPv6, 0 when there is no name.</summary>
    internal readonly int Family => MemoryMarshal.Read<ushort>(_bytes);

    /// <summary>The port; 0 when there is no name.</summary>
    internal readonly int Port => Length == 0 ? 0 : (_bytes[PortAt] << 8) | _bytes[PortAt + 1];

    /// <summary>The address alone, 4 or 16 bytes in network order; empty when there is no name.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Address => Length switch
    {
        0 => default,
        Capacity => ((ReadOnlySpan<byte>)_bytes).Slice(Ip6At, 16),
        _ => ((ReadOnlySpan<byte>)_bytes).Slice(Ip4At, 4),
    };

    /// <summary>The name of <paramref name="address"/>. Allocates: it is made once for each address and kept.</summary>
    internal static SocketName Of(IPEndPoint address)
    {
        SocketAddress written = address.Serialize();
        return Of(written.Buffer.Span[..written.Size]);
    }

    /// <summary>A copy of what the kernel wrote; no name if it is longer than <see cref="Capacity"/>, which those of the internet are not.</summary>
    internal static SocketName Of(ReadOnlySpan<byte> bytes)
    {
        SocketName name = default;
        if (bytes.Length > Capacity)
            return name;
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Storage, byte>(ref name._bytes), Capacity));
        name.Length = bytes.Length;
        return name;
    }

    /// <inheritdoc/>
    public readonly bool Equals(SocketName other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is SocketName other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The same as an object; null when there is no name. Allocates.</summary>
    internal readonly IPEndPoint? ToEndPoint()
    {
        if (Length == 0)
            return null;
        var written = new SocketAddress(Length == Capacity ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, Length);
        Bytes.CopyTo(written.Buffer.Span);
        return (IPEndPoint)new IPEndPoint(IPAddress.Any, 0).Create(written);
    }

    [InlineArray(Capacity)]
    private struct Storage
    {
        private byte _first;
    }
}
