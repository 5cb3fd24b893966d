using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.LoadTests.Streams;

/// <summary>One caller with one stream.</summary>
internal static class StreamClient
{
    /// <summary>Some events; they come one by one.</summary>
    private const int BufferBytes = 1024;

    /// <summary>
    /// Asks for <paramref name="events"/> events, <paramref name="ticks"/> · 10 ms apart, and judges them. Never throws for what the
    /// other side does.
    /// </summary>
    internal static async Task RunAsync(IPEndPoint target, int events, int ticks, Tally tally, CancellationToken stop)
    {
        var check = new AnswerCheck();
        string? trouble = null;
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(target, stop);
            await socket.SendAsync(Request(events, ticks), stop);
            await ReadAsync(socket, check, tally, stop);
        }
        catch (SocketException e)
        {
            trouble = e.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException)
        {
            trouble = "not over in time";
        }
        string? verdict = check.Verdict(events);
        tally.End(verdict is null ? null : trouble is null ? verdict : $"{verdict} ({trouble})");
    }

    private static async Task ReadAsync(Socket socket, AnswerCheck check, Tally tally, CancellationToken stop)
    {
        TimeProvider time = TimeProvider.System;
        var buffer = new byte[BufferBytes];
        int seen = 0;
        long last = 0;
        while (!check.IsOver)
        {
            int read = await socket.ReceiveAsync(buffer, stop);
            if (read == 0)
                return;
            check.Take(buffer.AsSpan(0, read));
            long now = time.GetTimestamp();
            if (seen == 0 && check.Body.Events > 0)
                tally.Began();
            for (; seen < check.Body.Events; seen++)
            {
                tally.Event(seen == 0 ? TimeSpan.Zero : time.GetElapsedTime(last, now));
                last = now;
            }
        }
    }

    private static byte[] Request(int events, int ticks)
    {
        const string Body = """{"model":"m1","stream":true,"messages":[{"role":"user","content":"Hello"}]}""";
        return Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nx-answer: stream={events}/{ticks}\r\n"
            + $"Content-Length: {Body.Length}\r\n\r\n{Body}");
    }
}
