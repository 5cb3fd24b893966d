using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Edge.Upstream;

/// <summary>
/// One TCP or TLS connection to a replica. One owner at a time; the owner has at most one read and one write under way, and
/// alone calls everything but <see cref="Abort"/>, which is safe from any thread. There is no pipe in between: the owner consumes
/// what it reads, so a pipe would only add a copy and a hop. A read or write allocates nothing beyond what the socket does.
/// </summary>
internal sealed class UpstreamConnection
{
    private readonly Socket? _socket;
    private readonly Stream _stream;
    private readonly bool _parksInRead;
    private ValueTask<int> _parked;
    private bool _hasParked;
    private ConnectionPool? _lessor;
    private int _closed;

    /// <summary>Takes over <paramref name="stream"/> and the <paramref name="socket"/> under it; without a socket it cannot be seen that the peer has closed.</summary>
    internal UpstreamConnection(Stream stream, Socket? socket = null)
    {
        _stream = stream;
        _socket = socket;
        _parksInRead = stream is SslStream;
    }

    /// <summary>What it carries, for an owner that needs nothing else of it.</summary>
    internal Stream Stream => _stream;

    /// <summary>
    /// Whether it has waited in a pool, as a rule after an earlier request: the peer may have closed it at the moment it was leased,
    /// so that a close before the first byte of the answer says nothing about the request.
    /// </summary>
    internal bool IsReused { get; private set; }

    /// <summary>What it was made for, in the terms of its pool. Written by it.</summary>
    internal object? Era { get; set; }

    /// <summary>Since when it is idle, in milliseconds of the coarse clock. Written by its pool.</summary>
    internal long IdleSince { get; set; }

    /// <summary>
    /// Reads what is there; 0 means the peer has closed. With an empty <paramref name="buffer"/> it waits, without holding memory,
    /// until a read would return at once. Throws <see cref="IOException"/>, <see cref="SocketException"/> or
    /// <see cref="ObjectDisposedException"/>, nothing else, at the call or when awaited.
    /// </summary>
    internal ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        if (!_hasParked)
            return _stream.ReadAsync(buffer);
        _hasParked = false;
        return buffer.IsEmpty ? _parked : ReadAfterParkedAsync(buffer);
    }

    /// <summary>Writes all of <paramref name="bytes"/>. Throws what <see cref="ReadAsync"/> throws.</summary>
    internal ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes);

    /// <summary>
    /// Ends it at once, from any thread, however often: pending calls fail, the peer sees a reset rather than an end of
    /// input, which some servers take for a caller that still waits for its answer. The owner still returns it.
    /// </summary>
    internal void Abort()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        _socket?.Close(timeout: 0);
        _stream.Dispose();
    }

    /// <summary>
    /// Closes one that is between requests: the peer sees the end of input. TLS sends no closing alert, because waiting for
    /// room to send it could block and every message on it has ended by its own framing.
    /// </summary>
    internal void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            _stream.Dispose();
    }

    /// <summary>Notes that <paramref name="pool"/> has leased it out. Called by that pool.</summary>
    internal void BeginLease(ConnectionPool pool) => Volatile.Write(ref _lessor, pool);

    /// <summary>Notes its return. False when <paramref name="pool"/> has not leased it out, or it was returned already.</summary>
    internal bool TryEndLease(ConnectionPool pool) => Interlocked.CompareExchange(ref _lessor, null, pool) == pool;

    /// <summary>
    /// Makes it ready to be idle. False when it must not be used again: the peer has closed, or has sent bytes nobody asked for,
    /// which the next request would take for its answer. TLS may hold such bytes above the socket, so there a read of
    /// no bytes is left pending; it also takes in session tickets, which would look like data on the socket.
    /// </summary>
    internal bool TryPark()
    {
        IsReused = true;
        if (Volatile.Read(ref _closed) != 0)
            return false;
        if (!_parksInRead)
            return IsAlive();
        return (_hasParked || TryBeginPark()) && !_parked.IsCompleted;
    }

    /// <summary>Whether an idle one is still open and silent; asks the kernel, does not block.</summary>
    internal bool IsAlive()
    {
        if (Volatile.Read(ref _closed) != 0)
            return false;
        if (_parksInRead)
            return !_parked.IsCompleted;
        try
        {
            return _socket is null || !_socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private bool TryBeginPark()
    {
        try
        {
#pragma warning disable CA2012 // Kept on purpose: the next owner's first read consumes it, once.
            _parked = _stream.ReadAsync(Memory<byte>.Empty);
#pragma warning restore CA2012
            return _hasParked = true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or NotSupportedException)
        {
            // Aborted at this moment, or its owner left a read under way.
            return false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAfterParkedAsync(Memory<byte> buffer)
    {
        await _parked.ConfigureAwait(false);
        return await _stream.ReadAsync(buffer).ConfigureAwait(false);
    }
}
