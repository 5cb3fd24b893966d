using System.Collections.Concurrent;

namespace Edge.LoadTests.Faults;

/// <summary>Kept connections to one server, as many as are needed at once. Safe from any thread.</summary>
/// <param name="port">Where the server is.</param>
internal sealed class Callers(int port) : IDisposable
{
    private readonly ConcurrentStack<ChatConnection> _idle = new();

    /// <summary>Asks over an idle connection, or over a new one; what became of it, and why where it failed.</summary>
    internal async Task<(ChatEnd End, string Reason)> AskAsync(Chat chat)
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

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryPop(out ChatConnection? connection))
            connection.Dispose();
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
