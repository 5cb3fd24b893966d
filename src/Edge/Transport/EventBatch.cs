using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Edge.Transport;

/// <summary>An epoll instance and the native memory it reports into. Waiting belongs to the loop's thread.</summary>
internal sealed unsafe class EventBatch : IDisposable
{
    /// <summary>Events per wait: enough to spread the call over, few enough to ask for new ones soon.</summary>
    private const int Most = 256;
    private const int CloseOnExec = 0x80000;
    private const int ControlAdd = 1;
    private const int ControlDelete = 2;

    // struct epoll_event is packed on x86-64 alone.
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EntrySize = DataAt + sizeof(ulong);

    private readonly int _epoll;
    private byte* _entries = (byte*)NativeMemory.AllocZeroed(Most, (nuint)EntrySize);

    /// <summary>Throws <see cref="System.Net.Sockets.SocketException"/> when there is no descriptor for it.</summary>
    internal EventBatch() => _epoll = SocketErrors.Check(Native.CreateEpoll(CloseOnExec));

    /// <summary>
    /// Waits for events, <paramref name="milliseconds"/> at most (-1: for ever), and says how many there are. A signal ends it
    /// early with none.
    /// </summary>
    internal int Wait(int milliseconds)
    {
        int count = Native.WaitEpoll(_epoll, _entries, Most, milliseconds);
        if (count >= 0 || count == -Errno.Interrupted)
            return Math.Max(count, 0);
        // The descriptor or the memory is not what it was: nothing on this loop would ever happen again.
        Environment.FailFast($"epoll_wait failed with error {-count}");
        return 0;
    }

    /// <summary>What was given at registration, of one event of the last wait.</summary>
    internal ulong Data(int index) => Unsafe.ReadUnaligned<ulong>(_entries + (index * EntrySize) + DataAt);

    /// <summary>What it is ready for.</summary>
    internal Readiness Ready(int index) => Unsafe.ReadUnaligned<Readiness>(_entries + (index * EntrySize));

    /// <summary>Registers a descriptor; 0, or the error number negated: ENOMEM, ENOSPC (/proc/sys/fs/epoll/max_user_watches).</summary>
    internal int Add(int descriptor, uint events, ulong data)
    {
        byte* entry = stackalloc byte[EntrySize];
        Unsafe.WriteUnaligned(entry, events);
        Unsafe.WriteUnaligned(entry + DataAt, data);
        return Native.ControlEpoll(_epoll, ControlAdd, descriptor, entry);
    }

    /// <summary>Takes a descriptor that stays open out. One that is closed leaves by itself.</summary>
    internal void Delete(int descriptor)
    {
        byte* unused = stackalloc byte[EntrySize];
        _ = Native.ControlEpoll(_epoll, ControlDelete, descriptor, unused);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_entries is null)
            return;
        NativeMemory.Free(_entries);
        _entries = null;
        _ = Native.Close(_epoll);
    }
}
