using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Edge.Transport;

/// <summary>System calls that fail for reasons outside the program, at start alone: as exceptions.</summary>
internal static class SocketErrors
{
    private const int AccessDenied = 13;
    private const int FamilyNotSupported = 97;
    private const int AddressNotAvailable = 99;

    /// <summary>The result, or a <see cref="SocketException"/> that says what the error number says.</summary>
    internal static int Check(int result) => result >= 0 ? result : throw Exception(-result);

    private static SocketException Exception(int errno) => new((int)CodeOf(errno), Marshal.GetPInvokeErrorMessage(errno));

    /// <summary>.NET numbers errors as Windows does.</summary>
    private static SocketError CodeOf(int errno) => errno switch
    {
        AccessDenied => SocketError.AccessDenied,
        FamilyNotSupported => SocketError.AddressFamilyNotSupported,
        AddressNotAvailable => SocketError.AddressNotAvailable,
        Errno.AddressInUse => SocketError.AddressAlreadyInUse,
        Errno.ProcessFull or Errno.SystemFull => SocketError.TooManyOpenSockets,
        _ => SocketError.SocketError,
    };
}
