using System.Runtime.InteropServices;

namespace Edge.Transport;

/// <summary>
/// The calls into libc, and nothing else: this is the one file with foreign functions. Each is what section 2 of the manual
/// says, by a longer name, and returns what the system call returns, or the error number negated.
/// <para>
/// The error number is read right after the call, by what the generated code of <c>SetLastError = true</c> uses as well, but
/// only when the call failed: that setting would clear it before and store it after each call. The runtime keeps errno over
/// whatever it does between the two (a garbage collection, binding the function). <c>SuppressGCTransition</c> is not used: a
/// send takes microseconds, for which a collection would have to wait, and no gain could be measured.
/// </para>
/// </summary>
internal static unsafe partial class Native
{
    private const string Libc = "libc";

    internal static int Socket(int family, int type, int protocol) => Checked(SocketCall(family, type, protocol));

    internal static int Bind(int descriptor, byte* name, int length) => Checked(BindCall(descriptor, name, length));

    internal static int Listen(int descriptor, int backlog) => Checked(ListenCall(descriptor, backlog));

    internal static int Accept(int descriptor, byte* name, int* length, int flags) => Checked(AcceptCall(descriptor, name, length, flags));

    internal static int Connect(int descriptor, byte* name, int length) => Checked(ConnectCall(descriptor, name, length));

    internal static int SetOption(int descriptor, int level, int option, void* value, int length) =>
        Checked(SetOptionCall(descriptor, level, option, value, length));

    internal static int GetOption(int descriptor, int level, int option, void* value, int* length) =>
        Checked(GetOptionCall(descriptor, level, option, value, length));

    internal static nint Receive(int descriptor, byte* into, nuint length, int flags) => Checked(ReceiveCall(descriptor, into, length, flags));

    internal static nint Send(int descriptor, byte* bytes, nuint length, int flags) => Checked(SendCall(descriptor, bytes, length, flags));

    internal static nint ReceiveMessage(int descriptor, MessageHeader* message, int flags) => Checked(ReceiveMessageCall(descriptor, message, flags));

    internal static nint SendMessage(int descriptor, MessageHeader* message, int flags) => Checked(SendMessageCall(descriptor, message, flags));

    internal static nint Write(int descriptor, void* bytes, nuint length) => Checked(WriteCall(descriptor, bytes, length));

    internal static int Shutdown(int descriptor, int how) => Checked(ShutdownCall(descriptor, how));

    internal static int Close(int descriptor) => Checked(CloseCall(descriptor));

    internal static int LocalName(int descriptor, byte* name, int* length) => Checked(LocalNameCall(descriptor, name, length));

    internal static int PeerName(int descriptor, byte* name, int* length) => Checked(PeerNameCall(descriptor, name, length));

    internal static int CreateEpoll(int flags) => Checked(CreateEpollCall(flags));

    internal static int ControlEpoll(int epoll, int operation, int descriptor, void* entry) =>
        Checked(ControlEpollCall(epoll, operation, descriptor, entry));

    internal static int WaitEpoll(int epoll, void* entries, int most, int milliseconds) => Checked(WaitEpollCall(epoll, entries, most, milliseconds));

    internal static int CreateEvent(uint initial, int flags) => Checked(CreateEventCall(initial, flags));

    internal static int GetLimit(int resource, ulong* softAndHard) => Checked(GetLimitCall(resource, softAndHard));

    internal static int SetLimit(int resource, ulong* softAndHard) => Checked(SetLimitCall(resource, softAndHard));

    private static int Checked(int result) => result >= 0 ? result : -Marshal.GetLastSystemError();

    private static nint Checked(nint result) => result >= 0 ? result : -Marshal.GetLastSystemError();

    [LibraryImport(Libc, EntryPoint = "socket")]
    private static partial int SocketCall(int family, int type, int protocol);

    [LibraryImport(Libc, EntryPoint = "bind")]
    private static partial int BindCall(int descriptor, byte* name, int length);

    [LibraryImport(Libc, EntryPoint = "listen")]
    private static partial int ListenCall(int descriptor, int backlog);

    [LibraryImport(Libc, EntryPoint = "accept4")]
    private static partial int AcceptCall(int descriptor, byte* name, int* length, int flags);

    [LibraryImport(Libc, EntryPoint = "connect")]
    private static partial int ConnectCall(int descriptor, byte* name, int length);

    [LibraryImport(Libc, EntryPoint = "setsockopt")]
    private static partial int SetOptionCall(int descriptor, int level, int option, void* value, int length);

    [LibraryImport(Libc, EntryPoint = "getsockopt")]
    private static partial int GetOptionCall(int descriptor, int level, int option, void* value, int* length);

    [LibraryImport(Libc, EntryPoint = "recv")]
    private static partial nint ReceiveCall(int descriptor, byte* into, nuint length, int flags);

    [LibraryImport(Libc, EntryPoint = "send")]
    private static partial nint SendCall(int descriptor, byte* bytes, nuint length, int flags);

    [LibraryImport(Libc, EntryPoint = "recvmsg")]
    private static partial nint ReceiveMessageCall(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Libc, EntryPoint = "sendmsg")]
    private static partial nint SendMessageCall(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Libc, EntryPoint = "write")]
    private static partial nint WriteCall(int descriptor, void* bytes, nuint length);

    [LibraryImport(Libc, EntryPoint = "shutdown")]
    private static partial int ShutdownCall(int descriptor, int how);

    [LibraryImport(Libc, EntryPoint = "close")]
    private static partial int CloseCall(int descriptor);

    [LibraryImport(Libc, EntryPoint = "getsockname")]
    private static partial int LocalNameCall(int descriptor, byte* name, int* length);

    [LibraryImport(Libc, EntryPoint = "getpeername")]
    private static partial int PeerNameCall(int descriptor, byte* name, int* length);

    [LibraryImport(Libc, EntryPoint = "epoll_create1")]
    private static partial int CreateEpollCall(int flags);

    [LibraryImport(Libc, EntryPoint = "epoll_ctl")]
    private static partial int ControlEpollCall(int epoll, int operation, int descriptor, void* entry);

    [LibraryImport(Libc, EntryPoint = "epoll_wait")]
    private static partial int WaitEpollCall(int epoll, void* entries, int most, int milliseconds);

    [LibraryImport(Libc, EntryPoint = "eventfd")]
    private static partial int CreateEventCall(uint initial, int flags);

    [LibraryImport(Libc, EntryPoint = "getrlimit")]
    private static partial int GetLimitCall(int resource, ulong* softAndHard);

    [LibraryImport(Libc, EntryPoint = "setrlimit")]
    private static partial int SetLimitCall(int resource, ulong* softAndHard);
}
