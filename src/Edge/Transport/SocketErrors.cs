using System.Net.Sockets;

namespace Edge.Transport;

/// <summary>Results of system calls that cannot fail unless the machine is out of something, at start alone: as exceptions.</summary>
internal static class SocketErrors
{
    /// <summary>The result, or a <see cref="SocketException"/> that says what the error number says.</summary>
    internal static int Check(int result) => result >= 0 ? result : throw Exception(-result);

    /// <summary>An error number of Linux as an exception; the text is the system's.</summary>
    internal static SocketException Exception(int errno) => new(errno, System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno));
}
