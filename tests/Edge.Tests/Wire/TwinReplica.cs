using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.Tests.Wire;

/// <summary>A replica that writes down every whole request and answers it by a rule.</summary>
internal sealed class TwinReplica : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TwinMessage> _requests = [];
    private readonly Dictionary<Socket, Stage> _open = [];
    private int _asked;
    private EndPoint? _knock;

    internal TwinReplica()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Its base URL.</summary>
    internal Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    private enum Stage
    {
        /// <summary>Nothing has come.</summary>
        New,

        /// <summary>What came is being taken.</summary>
        Busy,

        /// <summary>What came was answered, or is half a request.</summary>
        Idle,
    }

    /// <summary>Whole requests so far.</summary>
    internal int Asked => Volatile.Read(ref _asked);

    /// <summary>
    /// Whether its end of every connection is closed on which anything came. One that was made for a caller who left before it stood is kept for the
    /// next, and nothing is on its way there.
    /// </summary>
    internal bool HasClosed
    {
        get
        {
            lock (_open)
                return _open.All(connection => connection.Value == Stage.New && connection.Key.Available == 0);
        }
    }

    private bool IsQuiet
    {
        get
        {
            lock (_open)
                return _open.All(connection => connection.Value != Stage.Busy && connection.Key.Available == 0);
        }
    }

    /// <summary>The pieces of the answer to a request, and whether its connection ends with that.</summary>
    internal Func<TwinMessage, (string[] Pieces, bool Closes)> Answer { get; set; } = _ => ([WireEdge.Ok], false);

    /// <summary>The last answer but the sane ones, for whoever wants to know what broke.</summary>
    internal string LastAnswer { get; private set; } = "";

    /// <summary>The requests since the last time, in the order they were whole.</summary>
    internal IReadOnlyList<TwinMessage> TakeRequests()
    {
        lock (_requests)
        {
            TwinMessage[] taken = [.. _requests];
            _requests.Clear();
            return taken;
        }
    }

    /// <summary>
    /// Waits until nothing of before is on its way here any more, and forgets it: a connection whose caller has left may still stand in the queue
    /// of the listener, with a whole request in it.
    /// </summary>
    internal async Task SettleAsync()
    {
        using var knock = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await knock.ConnectAsync(_listener.LocalEndpoint);
        // Connections are accepted in the order they came.
        await WireEdge.UntilAsync(() => knock.LocalEndPoint!.Equals(Volatile.Read(ref _knock)), "the replica accepts nobody");
        knock.Close();
        await WireEdge.UntilAsync(() => IsQuiet, "the replica is at work");
        TakeRequests();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        lock (_open)
            _open[socket] = Stage.New;
        Volatile.Write(ref _knock, socket.RemoteEndPoint);
        using (socket)
        {
            await AnswerAsync(socket);
            lock (_open)
                _open.Remove(socket);
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        connection.NoDelay = true;
        byte[] buffer = new byte[16 * 1024];
        var text = new StringBuilder();
        try
        {
            for (int count; (count = await ReadAsync(connection, buffer)) > 0;)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
                while (TwinMessage.Take(text, ended: false, isAnswer: false) is { } request)
                {
                    lock (_requests)
                        _requests.Add(request);
                    (string[] pieces, bool closes) = Answer(request);
                    if (!request.Fields.Contains("x-request-id: end\n", StringComparison.Ordinal))
                        LastAnswer = string.Join('|', pieces);
                    Interlocked.Increment(ref _asked);
                    foreach (string piece in pieces)
                        await connection.SendAsync(Encoding.Latin1.GetBytes(piece));
                    if (closes)
                        return;
                }
                Enter(connection, Stage.Idle);
            }
        }
        catch (SocketException)
        {
            // Edge has dropped it.
        }
    }

    private async Task<int> ReadAsync(Socket connection, byte[] buffer)
    {
        // Waits without taking anything, so that at no moment bytes are neither there nor known to have come. Bytes that were taken just
        // before they were announced wake it once more: then there is nothing to take.
        do
            await connection.ReceiveAsync(Memory<byte>.Empty);
        while (!connection.Poll(0, SelectMode.SelectRead));
        Enter(connection, Stage.Busy);
        return await connection.ReceiveAsync(buffer);
    }

    private void Enter(Socket connection, Stage stage)
    {
        lock (_open)
            _open[connection] = stage;
    }
}
