using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Edge.LoadTests.Faults;

/// <summary>A caller that sends the head of a request a byte at a time, and never comes to its end.</summary>
internal static class SlowCaller
{
    private static readonly byte[] Head = Chat.Whole.Bytes;

    /// <summary>Connects and sends until the server ends it, or <paramref name="stop"/>; how long the server let it, null where it did not end it.</summary>
    /// <param name="port">The server.</param>
    /// <param name="pause">Between two bytes.</param>
    /// <param name="stop">When there is no more patience.</param>
    internal static async Task<TimeSpan?> RunAsync(int port, TimeSpan pause, CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None);
        long start = Stopwatch.GetTimestamp();
        Task<bool> ended = IsEndedAsync(socket, stop);
        for (int at = 0; !ended.IsCompleted && at < Head.Length; at++)
        {
            try
            {
                await socket.SendAsync(Head.AsMemory(at, 1), CancellationToken.None);
            }
            catch (SocketException)
            {
                // The receiving side sees it as well.
                break;
            }
            await Task.WhenAny(ended, Task.Delay(pause, CancellationToken.None));
        }
        return await ended ? Stopwatch.GetElapsedTime(start) : null;
    }

    private static async Task<bool> IsEndedAsync(Socket socket, CancellationToken stop)
    {
        byte[] buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, stop) > 0)
            {
                // What it is told on the way out does not matter to it.
            }
            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
