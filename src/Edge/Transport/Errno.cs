namespace Edge.Transport;

/// <summary>The error numbers of Linux that are treated in a way of their own; the same on every architecture .NET runs on.</summary>
internal static class Errno
{
    /// <summary>EINTR: a signal came first; do it again.</summary>
    internal const int Interrupted = 4;

    /// <summary>EAGAIN: not ready; wait for the next event.</summary>
    internal const int Again = 11;

    /// <summary>ENOMEM.</summary>
    internal const int NoMemory = 12;

    /// <summary>EINVAL.</summary>
    internal const int Invalid = 22;

    /// <summary>ENFILE: the system has no descriptor left.</summary>
    internal const int SystemFull = 23;

    /// <summary>EMFILE: the process has no descriptor left.</summary>
    internal const int ProcessFull = 24;

    /// <summary>EPIPE: sent after the connection was closed.</summary>
    internal const int BrokenPipe = 32;

    /// <summary>EADDRINUSE.</summary>
    internal const int AddressInUse = 98;

    /// <summary>ECONNRESET: the peer cut the connection.</summary>
    internal const int ConnectionReset = 104;

    /// <summary>ENOBUFS.</summary>
    internal const int NoBuffers = 105;

    /// <summary>ECONNREFUSED: nobody listens.</summary>
    internal const int ConnectionRefused = 111;

    /// <summary>EINPROGRESS: a connect has begun.</summary>
    internal const int InProgress = 115;
}
