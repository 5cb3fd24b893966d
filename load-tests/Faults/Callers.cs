using System.Collections.Concurrent;

namespace Edge.LoadTests.Faults;

/// <summary>Kept connections to one server, as many as are needed at once. Safe from any thread.</summary>
/// <param name="port">Where the server is.</param>
internal sealed class Callers(int port) : IDisposable
{
    /// <summary>
    /// Most connections at once: several times what any step needs, and few enough that a backlog of this program's own does not use up what the server takes. Beyond
    /// that a request waits here, and is late.
    /// </summary>
    private const int Most = 1024;

    private readonly ConcurrentStack<ChatConnection> _idle = new();
    private readonly SemaphoreSlim _places = new(Most);

    /// <summary>Asks over an idle connection, or over a new one; what became of it, and why where it failed.</summary>
    internal async Task<(ChatEnd End, string Reason)> AskAsync(Chat chat)
    {
        await _places.WaitAsync();
        try
        {
            return await AskAtOnceAsync(chat);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _places.Dispose();
        while (_idle.TryPop(out ChatConnection? connection))
            connection.Dispose();
    }

    private async Task<(ChatEnd End, string Reason)> AskAtOnceAsync(Chat chat)
    {
        if ((Idle() ?? await ChatConnection.ConnectAsync(port)) is not { } connection)
            return (ChatEnd.NotConnected, "");
        ChatEnd end = await connection.AskAsync(chat);
        if (connection.IsKept)
            _idle.Push(connection);
        else
            connection.Dispose();
        return (end, end == ChatEnd.Refused ? connection.Reason : "");
    }

    /// <summary>One that the server has ended meanwhile is none: every client notices that.</summary>
    private ChatConnection? Idle()
    {
        while (_idle.TryPop(out ChatConnection? connection))
        {
            if (!connection.IsEnded)
                return connection;
            connection.Dispose();
        }
        return null;
    }
}
