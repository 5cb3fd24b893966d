using System.Net;
using System.Net.Sockets;

namespace Edge.LoadTests.Matrix.Wire;

/// <summary>A connection that asks one question after another and looks at every byte of the answers. One task.</summary>
/// <param name="port">Where, on 127.0.0.1.</param>
internal sealed class Caller(int port) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Asks over a connection of its own, which ends with it.</summary>
    /// <param name="port">Where, on 127.0.0.1.</param>
    /// <param name="question">What.</param>
    /// <param name="patience">How long the caller waits for the connection and all the rest.</param>
    /// <param name="leave">When it leaves before; null for when all is said.</param>
    /// <param name="keepsReplica">Whether the replica may keep its connection.</param>
    internal static async Task<Ending> AskOnceAsync(int port, Question question, TimeSpan patience, Leave? leave = null, bool keepsReplica = false)
    {
        using var caller = new Caller(port);
        return await caller.AskAsync(question, patience, leave, keepsReplica);
    }

    /// <summary>Asks, over the connection there is or the first one. It is of no use any more when the answer is not whole.</summary>
    internal async Task<Ending> AskAsync(Question question, TimeSpan patience, Leave? leave = null, bool keepsReplica = false)
    {
        using var deadline = new CancellationTokenSource(patience, TimeProvider.System);
        try
        {
            if (!_socket.Connected)
                await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), deadline.Token);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return new Ending(Fate.Broken, "broken off as soon as it stood");
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return new Ending(Fate.NoWay, e is SocketException ? "no connection (refused)" : "no connection (no answer)");
        }
        byte[] request = question.Request(keepsReplica);
        Task sending = SendAsync(leave is null ? request : request.AsMemory(0, Math.Min(leave.Sent, request.Length)), deadline.Token);
        var answer = new AnswerReader(question);
        Ending ending = await ReadAsync(answer, leave, sending, deadline.Token);
        if (ending.Fate != Fate.Whole)
            _socket.Dispose();
        await sending;
        return ending;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task<Ending> ReadAsync(AnswerReader answer, Leave? leave, Task sending, CancellationToken deadline)
    {
        try
        {
            if (leave is not null)
                await sending;
            while (leave is null || answer.Count < leave.Read)
            {
                int read = await _socket.ReceiveAsync(_buffer, deadline);
                if (read == 0 || answer.Take(_buffer.AsSpan(0, read)))
                    return answer.Judge();
            }
            return new Ending(Fate.Left, $"left after {answer.Count} bytes");
        }
        catch (OperationCanceledException)
        {
            return answer.Judge() is { Fate: Fate.Wrong } wrong ? wrong : new Ending(Fate.GaveUp, $"gave up after {answer.Count} bytes");
        }
        catch (SocketException)
        {
            return answer.Judge();
        }
    }

    /// <summary>Never throws: who sends in vain reads why, or a break.</summary>
    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken deadline)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await _socket.SendAsync(bytes, deadline)..];
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The reader tells.
        }
    }
}
