using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Edge.Hosting;

/// <summary>Makes the connections that are given to Kestrel like those it accepts.</summary>
internal static class KestrelSocketOptions
{
    /// <summary>
    /// The settings of <paramref name="options"/>. What the public properties can say leaves two out: how a broken connection
    /// ends (<see cref="KestrelSwitches"/>) and the pool of blocks, without which each request allocates 1 KB. Kestrel's own
    /// constructor copies both; a version that has none still serves, with the public ones.
    /// </summary>
    internal static SocketConnectionFactoryOptions Of(SocketTransportOptions options)
    {
        try
        {
            return Copy(options);
        }
        catch (MissingMethodException)
        {
            return new SocketConnectionFactoryOptions
            {
                IOQueueCount = options.IOQueueCount,
                WaitForDataBeforeAllocatingBuffer = options.WaitForDataBeforeAllocatingBuffer,
                MaxReadBufferSize = options.MaxReadBufferSize,
                MaxWriteBufferSize = options.MaxWriteBufferSize,
                UnsafePreferInlineScheduling = options.UnsafePreferInlineScheduling,
            };
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern SocketConnectionFactoryOptions Copy(SocketTransportOptions options);
}
