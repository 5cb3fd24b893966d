using System.Net;
using System.Net.Sockets;

namespace Edge.Transport;

/// <summary>
/// One address, listened on by a socket for each loop, among which the kernel spreads new connections (SO_REUSEPORT).
/// <para>
/// That option would let a second process of the same user listen there too, unnoticed. So the first socket binds and listens
/// without it, which the kernel grants to one at a time: a port somebody listens on is refused, whatever options that one set,
/// and of two that start at once one fails. Only then it gets the option, and the others join it. Linux looks at the option of
/// a socket when another one binds, not at its own bind.
/// </para>
/// </summary>
internal static class PortBinding
{
    // The kernel takes its own limit (net.core.somaxconn, 4096 by default) if that is less.
    private const int Backlog = 4096;

    /// <summary>
    /// Binds <paramref name="loops"/> sockets to <paramref name="address"/>; port 0 is any free one. They listen, are
    /// non-blocking, and what they accept has no delay and asks silent callers whether they are there. <c>[::]</c> takes IPv4 as well. With <paramref name="reusePortAllowed"/> others
    /// that allow it too may listen there, for one process to take over from another. Throws <see cref="IOException"/> when the
    /// address is in use, <see cref="SocketException"/> when it can't be had for another reason.
    /// </summary>
    internal static int[] Bind(IPEndPoint address, int loops, bool reusePortAllowed, out IPEndPoint bound)
    {
        var sockets = new List<int>(loops);
        try
        {
            sockets.Add(Listen(address, reusePortAllowed));
            bound = LoopSocket.LocalName(sockets[0]).ToEndPoint()!;
            if (loops > 1 && !reusePortAllowed)
                SocketErrors.Check(SocketOptions.SetReusePort(sockets[0]));
            while (sockets.Count < loops)
                sockets.Add(Listen(bound, reusePort: true));
            return [.. sockets];
        }
        catch (SocketException e)
        {
            sockets.ForEach(LoopSocket.Close);
            if (e.SocketErrorCode != SocketError.AddressAlreadyInUse)
                throw;
            throw new IOException($"Failed to bind to address {address}: address already in use.", e);
        }
    }

    private static int Listen(IPEndPoint address, bool reusePort)
    {
        SocketName name = SocketName.Of(address);
        int descriptor = SocketErrors.Check(LoopSocket.Create(name.Family));
        try
        {
            SocketOptions.SetReuseAddress(descriptor);
            // Linux hands these on to the sockets that are accepted, which saves the calls for each.
            SocketOptions.SetNoDelay(descriptor);
            // A caller that vanished without a word would keep its replica at work to the end of the answer.
            SocketOptions.SetKeepAlive(descriptor);
            if (reusePort)
                SocketErrors.Check(SocketOptions.SetReusePort(descriptor));
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
                SocketOptions.SetDualMode(descriptor, address.Address.Equals(IPAddress.IPv6Any));
            SocketErrors.Check(LoopSocket.Bind(descriptor, name));
            SocketErrors.Check(LoopSocket.Listen(descriptor, Backlog));
            return descriptor;
        }
        catch
        {
            LoopSocket.Close(descriptor);
            throw;
        }
    }
}
