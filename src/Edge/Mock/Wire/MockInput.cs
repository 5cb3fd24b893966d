using System.Net.Sockets;
using Edge.Buffers;

namespace Edge.Mock.Wire;

/// <summary>
/// What a connection receives. At most one receive is under way, and one stays under way while the mock answers
/// (<see cref="Watch"/>), so that a client that leaves is noticed at once. Used by one task at a time.
/// </summary>
internal sealed class MockInput(Socket socket, CancellationTokenSource gone) : IDisposable
{
    private readonly byte[] _block = BlockPool.Shared.Rent();
    private int _start;
    private int _end;
    private Task<int>? _pending;
    private volatile bool _ended;

    /// <summary>Whether the client closed, reset or half-closed the connection: each counts as having left.</summary>
    internal bool Ended => _ended;

    /// <summary>Received and not consumed; valid until the next <see cref="FillAsync"/> or <see cref="Watch"/>.</summary>
    internal ReadOnlySpan<byte> Unread => _block.AsSpan(_start, _end - _start);

    /// <summary>Whether no more fits before something is consumed.</summary>
    internal bool Full => _end - _start == _block.Length;

    /// <summary>Marks bytes as used. The place they stood is reused by the next receive, never earlier.</summary>
    internal void Consume(int count) => _start += count;

    /// <summary>Waits for more bytes; false when there will be none. Not to be called when <see cref="Full"/>.</summary>
    internal async Task<bool> FillAsync()
    {
        Task<int> receive = _pending ?? ReceiveAsync();
        int received = await receive;
        // Only here do received bytes become visible, so that a receive under way never changes what is being read.
        _pending = null;
        _end += received;
        return received > 0;
    }

    /// <summary>Begins to receive without waiting; the connection's token is cancelled when the client leaves.</summary>
    internal void Watch()
    {
        if (_pending is null && !Full && !_ended)
            _pending = ReceiveAsync();
    }

    /// <summary>Lets a receive that is under way end; the socket must be closed before.</summary>
    internal async Task StopAsync()
    {
        if (_pending is { } pending)
            await pending;
    }

    /// <summary>Gives the block back; no receive may be under way.</summary>
    public void Dispose() => BlockPool.Shared.Return(_block);

    private async Task<int> ReceiveAsync()
    {
        Unread.CopyTo(_block);
        _end -= _start;
        _start = 0;
        int received = 0;
        try
        {
            received = await socket.ReceiveAsync(_block.AsMemory(_end), SocketFlags.None);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A reset, or closed on our side: the same end.
        }
        if (received == 0)
        {
            _ended = true;
            await gone.CancelAsync();
        }
        return received;
    }
}
