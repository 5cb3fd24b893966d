using System.Diagnostics;

namespace Edge.LoadTests.Faults;

/// <summary>Callers that ask one request after another over a connection each, until all together have made so many. Safe from any thread.</summary>
/// <param name="port">Whom they ask.</param>
/// <param name="requests">How many.</param>
internal sealed class ClosedLoad(int port, int requests)
{
    private Ends _ends = new();
    private int _begun;

    /// <summary>Requests begun so far.</summary>
    internal int Begun => Math.Min(requests, Volatile.Read(ref _begun));

    /// <summary>From now on what becomes of requests is counted anew, for those under way as well; what it was until now.</summary>
    internal Ends Part() => Interlocked.Exchange(ref _ends, new Ends());

    /// <summary>Asks to the end, with so many callers that want whole answers and so many that want streams.</summary>
    internal Task RunAsync(int callers, int streamers) => Task.WhenAll(
        Enumerable.Range(0, callers + streamers).Select(number => Task.Run(() => CallAsync(number < callers ? Chat.Whole : Chat.Streamed))));

    private async Task CallAsync(Chat chat)
    {
        ChatConnection? connection = null;
        while (Interlocked.Increment(ref _begun) <= requests)
        {
            long start = Stopwatch.GetTimestamp();
            connection ??= await ChatConnection.ConnectAsync(port);
            ChatEnd end = connection is null ? ChatEnd.NotConnected : await connection.AskAsync(chat);
            Volatile.Read(ref _ends).Add(end, Stopwatch.GetElapsedTime(start), end == ChatEnd.Refused ? connection!.Reason : "");
            if (connection is { IsKept: false })
            {
                connection.Dispose();
                connection = null;
            }
        }
        connection?.Dispose();
    }
}
