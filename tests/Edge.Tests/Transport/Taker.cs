using System.Collections.Concurrent;
using Edge.Transport;

namespace Edge.Tests.Transport;

/// <summary>Keeps what is accepted, and what it was told.</summary>
internal sealed class Taker : IConnectionTaker, IDisposable
{
    internal ConcurrentQueue<(int Loop, int Descriptor, SocketName Peer)> Taken { get; } = new();

    internal ConcurrentQueue<string> Told { get; } = new();

    /// <summary>Thrown by the next connections.</summary>
    internal Exception? Fault { get; set; }

    public void Take(EventLoop loop, int descriptor, in SocketName peer, ConnectionGate gate)
    {
        Taken.Enqueue((loop.Index, descriptor, peer));
        if (Fault is not null)
            throw Fault;
    }

    public void OnAcceptPaused(int errno) => Told.Enqueue($"paused {errno}");

    public void OnAcceptResumed() => Told.Enqueue("resumed");

    public void Dispose()
    {
        foreach ((_, int descriptor, _) in Taken)
            LoopSocket.Close(descriptor);
    }
}
