namespace Edge.Transport;

/// <summary>The options of sockets, by the numbers of Linux on x86-64 and arm64. None of them fails on a TCP socket.</summary>
internal static unsafe class SocketOptions
{
    private const int LevelSocket = 1;
    private const int LevelTcp = 6;
    private const int LevelIp6 = 41;
    private const int ReuseAddress = 2;
    private const int Error = 4;
    private const int KeepAlive = 9;
    private const int Linger = 13;
    private const int ReusePort = 15;
    private const int NoDelay = 1;
    private const int KeepIdle = 4;
    private const int KeepInterval = 5;
    private const int KeepCount = 6;
    private const int Ip6Only = 26;

    /// <summary>A peer that is gone without a word is noticed after 30 s + 3 × 10 s of silence, even while it owes a first byte for hours.</summary>
    private const int KeepIdleSeconds = 30;
    private const int KeepIntervalSeconds = 10;
    private const int KeepProbes = 3;

    /// <summary>Small writes go out at once.</summary>
    internal static void SetNoDelay(int descriptor) => Set(descriptor, LevelTcp, NoDelay, 1);

    /// <summary>Silent peers are asked whether they are still there.</summary>
    internal static void SetKeepAlive(int descriptor)
    {
        Set(descriptor, LevelSocket, KeepAlive, 1);
        Set(descriptor, LevelTcp, KeepIdle, KeepIdleSeconds);
        Set(descriptor, LevelTcp, KeepInterval, KeepIntervalSeconds);
        Set(descriptor, LevelTcp, KeepCount, KeepProbes);
    }

    /// <summary>A port whose old connections have not been forgotten yet may be had.</summary>
    internal static void SetReuseAddress(int descriptor) => Set(descriptor, LevelSocket, ReuseAddress, 1);

    /// <summary>Others that set it too may listen on the same port.</summary>
    internal static int SetReusePort(int descriptor) => Set(descriptor, LevelSocket, ReusePort, 1);

    /// <summary>Whether a socket of IPv6 takes callers of IPv4 as well.</summary>
    internal static void SetDualMode(int descriptor, bool dual) => Set(descriptor, LevelIp6, Ip6Only, dual ? 0 : 1);

    /// <summary>The next close drops what was not sent and resets the connection.</summary>
    internal static void SetLingerZero(int descriptor)
    {
        ulong onForZeroSeconds = 1;
        _ = Native.SetOption(descriptor, LevelSocket, Linger, &onForZeroSeconds, sizeof(ulong));
    }

    /// <summary>The pending error, cleared; 0 when there is none.</summary>
    internal static int TakeError(int descriptor)
    {
        int error = 0;
        int length = sizeof(int);
        int result = Native.GetOption(descriptor, LevelSocket, Error, &error, &length);
        return result < 0 ? -result : error;
    }

    private static int Set(int descriptor, int level, int option, int value) =>
        Native.SetOption(descriptor, level, option, &value, sizeof(int));
}
