using System.Net;

namespace Edge.Transport;

/// <summary>
/// What is done with the descriptor of a non-blocking TCP socket. Allocates nothing. Results: a count or 0, or the error number
/// (<see cref="Errno"/>) negated, EAGAIN when it would have to wait.
/// </summary>
internal static unsafe class LoopSocket
{
    private const int Stream = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoSignal = 0x4000;
    private const int ShutWrite = 1;

    /// <summary>A new socket for a family as in <see cref="SocketName"/>: its descriptor, or a negative error.</summary>
    internal static int Create(int family) => Native.Socket(family, Stream | NonBlocking | CloseOnExec, 0);

    /// <summary>Gives a socket its address; 0 or a negative error.</summary>
    internal static int Bind(int descriptor, in SocketName name)
    {
        fixed (byte* bytes = name.Bytes)
            return Native.Bind(descriptor, bytes, name.Length);
    }

    /// <summary>Begins to take connections; 0 or a negative error.</summary>
    internal static int Listen(int descriptor, int backlog) => Native.Listen(descriptor, backlog);

    /// <summary>Accepts a connection: its descriptor, non-blocking, or a negative error.</summary>
    internal static int Accept(int descriptor, out SocketName peer)
    {
        byte* name = stackalloc byte[SocketName.Capacity];
        int length = SocketName.Capacity;
        int accepted = Native.Accept(descriptor, name, &length, NonBlocking | CloseOnExec);
        peer = accepted < 0 ? default : SocketName.Of(new ReadOnlySpan<byte>(name, length));
        return accepted;
    }

    /// <summary>The address of this end; no name when the descriptor is none of a socket.</summary>
    internal static SocketName LocalName(int descriptor)
    {
        byte* name = stackalloc byte[SocketName.Capacity];
        int length = SocketName.Capacity;
        return Native.LocalName(descriptor, name, &length) < 0 ? default : SocketName.Of(new ReadOnlySpan<byte>(name, length));
    }

    /// <summary>The address of the other end; no name when there is none any more.</summary>
    internal static SocketName PeerName(int descriptor)
    {
        byte* name = stackalloc byte[SocketName.Capacity];
        int length = SocketName.Capacity;
        return Native.PeerName(descriptor, name, &length) < 0 ? default : SocketName.Of(new ReadOnlySpan<byte>(name, length));
    }

    /// <summary>Receives: how many bytes, 0 at the end, or a negative error. <paramref name="into"/> is not empty.</summary>
    internal static nint Receive(int descriptor, Span<byte> into)
    {
        fixed (byte* start = into)
            return Native.Receive(descriptor, start, (nuint)into.Length, 0);
    }

    /// <summary>Receives into several pieces of memory, the first one first.</summary>
    internal static nint ReceiveVector(int descriptor, ReadOnlySpan<IoVector> parts)
    {
        fixed (IoVector* first = parts)
        {
            MessageHeader message = new() { Parts = first, PartCount = (nuint)parts.Length };
            return Native.ReceiveMessage(descriptor, &message, 0);
        }
    }

    /// <summary>Sends: how many bytes the kernel took, or a negative error. A broken connection is EPIPE or ECONNRESET, never a signal.</summary>
    internal static nint Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return Native.Send(descriptor, start, (nuint)bytes.Length, NoSignal);
    }

    /// <summary>Sends several pieces of memory as one; at most 1024 (IOV_MAX).</summary>
    internal static nint SendVector(int descriptor, ReadOnlySpan<IoVector> parts)
    {
        fixed (IoVector* first = parts)
        {
            MessageHeader message = new() { Parts = first, PartCount = (nuint)parts.Length };
            return Native.SendMessage(descriptor, &message, NoSignal);
        }
    }

    /// <summary>
    /// Begins a connect: the descriptor, or a negative error. It stands, or failed, when the descriptor becomes ready to send;
    /// <see cref="TakeError"/> tells.
    /// </summary>
    internal static int Connect(in SocketName to)
    {
        int descriptor = Create(to.Family);
        if (descriptor < 0)
            return descriptor;
        SocketOptions.SetNoDelay(descriptor);
        SocketOptions.SetKeepAlive(descriptor);
        int result;
        fixed (byte* name = to.Bytes)
            result = Native.Connect(descriptor, name, to.Length);
        if (result is 0 or -Errno.InProgress)
            return descriptor;
        Close(descriptor);
        return result;
    }

    /// <inheritdoc cref="Connect(in SocketName)"/>
    internal static int Connect(IPEndPoint to) => Connect(SocketName.Of(to));

    /// <summary>The pending error of a socket as a positive number, 0 when there is none; it is cleared.</summary>
    internal static int TakeError(int descriptor) => SocketOptions.TakeError(descriptor);

    /// <summary>Sends the end (FIN); receiving goes on.</summary>
    internal static void ShutdownSend(int descriptor) => _ = Native.Shutdown(descriptor, ShutWrite);

    /// <summary>Makes the next close send a reset (RST) and drop what was not sent.</summary>
    internal static void ResetAtClose(int descriptor) => SocketOptions.SetLingerZero(descriptor);

    /// <summary>Closes a descriptor. Linux frees it whatever the result says.</summary>
    internal static void Close(int descriptor) => _ = Native.Close(descriptor);
}
