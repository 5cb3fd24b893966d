using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Edge.Buffers;
using Edge.Tests.Upstream;
using Edge.Transport;

namespace Edge.Tests.Transport;

/// <summary>A running loop with a clock set by hand. What its handlers throw must have been expected by the end.</summary>
internal sealed class LoopHarness : IDisposable
{
    internal LoopHarness(int index = 0, CoarseClock? clock = null)
    {
        Clock = clock ?? new CoarseClock();
        Loop = new EventLoop(index, Clock, Mistakes.Enqueue);
        Loop.Start();
    }

    internal CoarseClock Clock { get; }

    internal EventLoop Loop { get; }

    internal ConcurrentQueue<Exception> Mistakes { get; } = new();

    public void Dispose()
    {
        Loop.Dispose();
        Mistakes.ShouldBeEmpty();
    }

    /// <summary>Runs something on the loop's thread and waits for it.</summary>
    internal Task Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    internal Task<T> Run<T>(Func<T> action)
    {
        var work = new Work<T>(action);
        Loop.Post(work).ShouldBeTrue();
        return Until.Done(work.Done.Task);
    }

    /// <summary>Moves the clock on and lets the loop see it.</summary>
    internal async Task Pass(long milliseconds)
    {
        Clock.Set(Clock.Now + milliseconds);
        // Timers come behind the posted work of a turn: when the second is done, those of the first turn are.
        await Run(() => { });
        await Run(() => { });
    }

    /// <summary>A connection on loopback: the descriptor of the accepted end, and the other end; with small buffers on the way back if asked.</summary>
    internal static unsafe (int Descriptor, Socket Peer) Connect(int buffers = 0)
    {
        int listener = PortBinding.Bind(new IPEndPoint(IPAddress.Loopback, 0), 1, false, out IPEndPoint address)[0];
        var peer = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (buffers > 0)
            peer.ReceiveBufferSize = buffers;
        peer.Connect(address);
        int accepted = LoopSocket.Accept(listener, out _);
        accepted.ShouldBeGreaterThan(0);
        LoopSocket.Close(listener);
        if (buffers > 0)
            Native.SetOption(accepted, level: 1, option: 7, &buffers, sizeof(int)).ShouldBe(0, "SO_SNDBUF");
        return (accepted, peer);
    }

    private sealed class Work<T>(Func<T> action) : ILoopWork
    {
        internal TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run()
        {
            try
            {
                Done.SetResult(action());
            }
            catch (Exception e)
            {
                Done.SetException(e);
            }
        }
    }
}
