using System.Net;
using System.Net.Sockets;

namespace ConfigSync.Tests.Stores.Nats.Harness;

/// <summary>A way to a server that can be cut, slowed down, or die without a word. Each fault is for what comes from the server.</summary>
internal sealed class FaultyLink : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(10);

    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(Socket Client, Socket Server)> _pairs = [];
    private readonly Task _accepting;
    private long _cutAfter = long.MaxValue;
    private int _bytesPerTurn = int.MaxValue;
    private volatile bool _isSilent;

    internal FaultyLink(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it is.</summary>
    internal string Url => $"nats://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Connections so far.</summary>
    internal int Connections { get; private set; }

    /// <summary>Takes new connections, or closes them at once.</summary>
    internal bool IsOpen { get; set; } = true;

    /// <summary>Closes every connection after so many more bytes.</summary>
    internal void CutAfter(long bytes) => Interlocked.Exchange(ref _cutAfter, bytes);

    /// <summary>Lets so many bytes through each 10 ms on average, however late this comes to its turns.</summary>
    internal void Trickle(int bytes) => _bytesPerTurn = bytes;

    /// <summary>The connections there are stay open, and nothing gets through any more in either direction.</summary>
    internal void Die() => _isSilent = true;

    /// <summary>New connections work again; old ones stay dead.</summary>
    internal void Heal()
    {
        lock (_pairs)
            _pairs.Clear();
        _isSilent = false;
    }

    /// <summary>Closes the connections there are.</summary>
    internal void Cut()
    {
        lock (_pairs)
        {
            foreach ((Socket client, Socket server) in _pairs)
            {
                client.Close();
                server.Close();
            }
            _pairs.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                if (!IsOpen)
                {
                    client.Close();
                    continue;
                }
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                }
                catch (SocketException)
                {
                    client.Close();
                    continue;
                }
                lock (_pairs)
                    _pairs.Add((client, server));
                Connections++;
                _ = PumpAsync(client, server, fromServer: false);
                _ = PumpAsync(server, client, fromServer: true);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool fromServer)
    {
        byte[] buffer = new byte[16 * 1024];
        long start = TimeProvider.System.GetTimestamp(), passed = 0;
        try
        {
            while (true)
            {
                int read = await from.ReceiveAsync(buffer.AsMemory(0, fromServer ? Math.Min(_bytesPerTurn, buffer.Length) : buffer.Length), _stop.Token);
                if (read == 0)
                    break;
                if (_isSilent || !Knows(from))
                    continue;
                int let = fromServer ? Let(read) : read;
                if (let > 0)
                    await to.SendAsync(buffer.AsMemory(0, let), _stop.Token);
                if (let < read)
                    break;
                passed += let;
                TimeSpan ahead = passed / (double)_bytesPerTurn * Turn - TimeProvider.System.GetElapsedTime(start);
                if (fromServer && _bytesPerTurn < buffer.Length && ahead > TimeSpan.Zero)
                    await Task.Delay(ahead, _stop.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
        from.Close();
        to.Close();
    }

    private bool Knows(Socket socket)
    {
        lock (_pairs)
            return _pairs.Exists(pair => pair.Client == socket || pair.Server == socket);
    }

    private int Let(int read)
    {
        long left = Interlocked.Add(ref _cutAfter, -read) + read;
        if (left >= read)
            return read;
        Interlocked.Exchange(ref _cutAfter, long.MaxValue);
        return (int)Math.Max(0, left);
    }
}
