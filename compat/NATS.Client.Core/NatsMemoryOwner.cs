using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Memory on loan from a pool; its holder gives it back by disposing it, once. A copy of this struct is the same loan.</summary>
/// <typeparam name="T">What it holds.</typeparam>
public struct NatsMemoryOwner<T> : IMemoryOwner<T>
{
    // Payloads are rented by the read loop and returned by the reader, on another thread: the shared pool would miss each time.
    private static readonly ArrayPool<T> Pool = ArrayPool<T>.Create(maxArrayLength: 1 << 20, maxArraysPerBucket: 256);

    private readonly ArrayPool<T>? _pool;
    private readonly int _start;
    private readonly int _length;
    private T[]? _array;

    private NatsMemoryOwner(int start, int length, ArrayPool<T> pool, T[] array)
    {
        _start = start;
        _length = length;
        _pool = pool;
        _array = array;
    }

    /// <summary>No memory at all.</summary>
    public static NatsMemoryOwner<T> Empty => Allocate(0);

    /// <summary>How many items it holds.</summary>
    public readonly int Length => _length;

    /// <inheritdoc/>
    public readonly Memory<T> Memory => _array is null ? Memory<T>.Empty : new(_array, _start, _length);

    /// <summary>The memory as a span; empty once it was given back.</summary>
    public readonly Span<T> Span => _array is null ? [] : new(_array, _start, _length);

    /// <summary>Rents memory.</summary>
    /// <param name="size">For how many items.</param>
    public static NatsMemoryOwner<T> Allocate(int size) => Allocate(size, Pool, NatsMemoryOwnerAllocationMode.Default);

    /// <summary>Rents memory.</summary>
    /// <param name="size">For how many items.</param>
    /// <param name="pool">From whom.</param>
    public static NatsMemoryOwner<T> Allocate(int size, ArrayPool<T> pool) => Allocate(size, pool, NatsMemoryOwnerAllocationMode.Default);

    /// <summary>Rents memory.</summary>
    /// <param name="size">For how many items.</param>
    /// <param name="mode">What it holds at first.</param>
    public static NatsMemoryOwner<T> Allocate(int size, NatsMemoryOwnerAllocationMode mode) => Allocate(size, Pool, mode);

    /// <summary>Rents memory.</summary>
    /// <param name="size">For how many items.</param>
    /// <param name="pool">From whom.</param>
    /// <param name="mode">What it holds at first.</param>
    public static NatsMemoryOwner<T> Allocate(int size, ArrayPool<T> pool, NatsMemoryOwnerAllocationMode mode)
    {
        ArgumentNullException.ThrowIfNull(pool);
        T[] array = pool.Rent(size);
        if (mode == NatsMemoryOwnerAllocationMode.Clear)
            array.AsSpan(0, size).Clear();
        return new(0, size, pool, array);
    }

    /// <summary>The array behind it.</summary>
    /// <exception cref="ObjectDisposedException">It was given back.</exception>
    public readonly ArraySegment<T> DangerousGetArray()
    {
        ObjectDisposedException.ThrowIf(_array is null, typeof(NatsMemoryOwner<T>));
        return new(_array, _start, _length);
    }

    /// <summary>A part of it, which from now on is the loan; this one is empty then.</summary>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">How long it is.</param>
    /// <exception cref="ObjectDisposedException">It was given back.</exception>
    public NatsMemoryOwner<T> Slice(int start, int length)
    {
        T[]? array = _array;
        ObjectDisposedException.ThrowIf(array is null, typeof(NatsMemoryOwner<T>));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)_length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(_length - start), nameof(length));
        _array = null;
        return new(_start + start, length, _pool!, array);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        T[]? array = _array;
        _array = null;
        if (array is not null)
            _pool!.Return(array, clearArray: true);
    }

    /// <inheritdoc/>
    public override readonly string ToString() => $"NatsMemoryOwner<{typeof(T).Name}>[{_length}]";
}
