using System.Runtime.InteropServices;

namespace Edge.Transport;

/// <summary>The argument of sendmsg(2) and recvmsg(2) on a 64-bit Linux (struct msghdr); without a name and without control data.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    private readonly byte* _name;
    private readonly nuint _nameLength;

    /// <summary>The pieces of memory.</summary>
    internal IoVector* Parts;

    /// <summary>How many pieces; musl reads the lower half alone, which is the same number.</summary>
    internal nuint PartCount;
    private readonly byte* _control;
    private readonly nuint _controlLength;
    private readonly nuint _flags;
}
