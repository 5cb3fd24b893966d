using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shared.Hostile;

/// <summary>
/// A backend that writes down what reaches it, as strictly as it can be read, and answers as the case at hand says. Whoever names itself in
/// <c>X-Caller</c> is answered by that name. Safe from any thread.
/// </summary>
internal sealed class RecordingBackend : IDisposable
{
    // Of what nobody takes no more is kept for sending.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly TcpListener _listener;
    private readonly Lock _gate = new();
    private readonly List<BackendRequest> _requests = [];
    private HostileCase? _case;
    private Socket? _hostile;
    private int _connections;
    private long _received;

    /// <summary>Listens on <paramref name="port"/> of 127.0.0.1; 0 for any free one.</summary>
    internal RecordingBackend(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes received so far, of whatever.</summary>
    internal long Received => Interlocked.Read(ref _received);

    /// <summary>What reached it since <see cref="Begin"/>: whole requests, and doubtful ones.</summary>
    internal IReadOnlyList<BackendRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Forgets what was, and answers as <paramref name="hostile"/> says.</summary>
    internal void Begin(HostileCase hostile)
    {
        lock (_gate)
        {
            _requests.Clear();
            (_case, _hostile) = (hostile, null);
        }
    }

    /// <summary>Says something unasked on the connection of the hostile call.</summary>
    internal async Task SendUnaskedAsync(string text)
    {
        Socket? socket;
        lock (_gate)
            socket = _hostile;
        if (socket is not null)
            await TrySendAsync(socket, text);
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync();
                _ = ServeAsync(socket, Interlocked.Increment(ref _connections));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket, int connection)
    {
        using (socket)
        {
            socket.NoDelay = true;
            byte[] buffer = new byte[64 * 1024];
            var text = new StringBuilder();
            bool answered = false;
            try
            {
                for (int count; (count = await socket.ReceiveAsync(buffer)) > 0;)
                {
                    text.Append(Encoding.Latin1.GetString(buffer, 0, count));
                    Interlocked.Add(ref _received, count);
                    while (StrictMessage.Take(text, ended: false, isAnswer: false) is { } message)
                    {
                        HostileCase? hostile = Record(socket, new BackendRequest(message, connection));
                        if (message.Doubt is not null)
                            return;
                        if (!answered && (message.IsWhole || hostile is { AnswersHead: true }) && !await AnswerAsync(socket, message, hostile))
                            return;
                        answered = !message.IsWhole && hostile is { AnswersHead: true };
                        if (!message.IsWhole)
                            break;
                    }
                }
            }
            catch (SocketException)
            {
                // The proxy has dropped it.
            }
        }
    }

    /// <summary>Writes a request down, if it has come to its end; the case at hand when it is the hostile one, or made of it.</summary>
    private HostileCase? Record(Socket socket, BackendRequest request)
    {
        lock (_gate)
        {
            if (request.Message is { IsWhole: true } or { Doubt: not null })
                _requests.Add(request);
            if (request.Caller is not (null or HostileRun.First))
                return null;
            _hostile = socket;
            return _case;
        }
    }

    /// <summary>Answers; false when the connection ends with that.</summary>
    private static async Task<bool> AnswerAsync(Socket socket, StrictMessage message, HostileCase? hostile)
    {
        string ordinary = HostileRun.AnswerTo(message.Field("X-Caller") ?? HostileRun.First);
        foreach (string piece in hostile?.Answer ?? [ordinary])
        {
            if (!await TrySendAsync(socket, piece))
                return false;
        }
        return hostile is not { Closes: true };
    }

    private static async Task<bool> TrySendAsync(Socket socket, string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            for (ReadOnlyMemory<byte> left = Encoding.Latin1.GetBytes(text); !left.IsEmpty;)
                left = left[await socket.SendAsync(left, deadline.Token)..];
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }
}
