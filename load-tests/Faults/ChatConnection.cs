using System.Net;
using System.Net.Sockets;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>A caller's connection. One request at a time.</summary>
internal sealed class ChatConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly MessageReader _reader;

    private ChatConnection() => _reader = new MessageReader(_socket);

    /// <summary>Whether it takes another request, as far as its last answer says.</summary>
    internal bool IsKept { get; private set; } = true;

    /// <summary>Whether the other side has ended it meanwhile.</summary>
    internal bool IsEnded => _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>The status of an answer that was no success, and what its body calls the failure.</summary>
    internal string Reason { get; private set; } = "";

    /// <summary>Connects to <paramref name="port"/>; null when nobody takes the connection.</summary>
    internal static async Task<ChatConnection?> ConnectAsync(int port)
    {
        var connection = new ChatConnection();
        try
        {
            await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            return connection;
        }
        catch (SocketException)
        {
            connection.Dispose();
            return null;
        }
    }

    /// <summary>Asks, and reads the answer to its end.</summary>
    internal async Task<ChatEnd> AskAsync(Chat chat)
    {
        try
        {
            await _socket.SendAsync(chat.Bytes);
        }
        catch (SocketException)
        {
            return End(ChatEnd.Unanswered);
        }
        try
        {
            if (!await _reader.ReadAsync())
                return End(ChatEnd.Unanswered);
        }
        catch (SocketException)
        {
            return End(_reader.Arrived == 0 ? ChatEnd.Unanswered : chat.IsStreamed && _reader.Has("data: {\"error\""u8) ? ChatEnd.Told : ChatEnd.Cut);
        }
        IsKept = _reader.Field("Connection") != "close";
        if (_reader.Status != "200")
        {
            Reason = $"{_reader.Status} {CodeOf(_reader.Body)}";
            return ChatEnd.Refused;
        }
        return chat.IsStreamed && !_reader.Has("data: [DONE]\n\n"u8) ? ChatEnd.Cut : ChatEnd.Whole;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private ChatEnd End(ChatEnd end)
    {
        IsKept = false;
        return end;
    }

    private static string CodeOf(string body)
    {
        const string Code = "\"code\":\"";
        int at = body.IndexOf(Code, StringComparison.Ordinal);
        return at < 0 ? "" : body[(at + Code.Length)..].Split('"')[0];
    }
}
