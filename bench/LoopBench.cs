using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using Edge.Buffers;
using Edge.Transport;

namespace Edge.Bench;

/// <summary>
/// What 300 bytes to an echo and back cost over loopback, for a caller that blocks: the way of the loop and that of .NET's own
/// sockets.
/// </summary>
[MemoryDiagnoser]
public class LoopBench : IDisposable
{
    private readonly byte[] _bytes = new byte[300];
    private readonly CoarseClock _clock = new();
    private EventLoop? _loop;
    private Socket _caller = null!;
    private Socket? _other;

    /// <summary>Connects to an echo on a loop.</summary>
    [GlobalSetup(Target = nameof(OnLoop))]
    public void SetupLoop()
    {
        _loop = new EventLoop(0, _clock, static error => Environment.FailFast(error.Message, error));
        int listener = PortBinding.Bind(new IPEndPoint(IPAddress.Loopback, 0), 1, reusePortAllowed: false, out IPEndPoint address)[0];
        _caller = Connected(address);
        _loop.Post(new Opening(_loop, LoopSocket.Accept(listener, out _)));
        LoopSocket.Close(listener);
        _loop.Start();
    }

    /// <summary>Connects to an echo of .NET's sockets.</summary>
    [GlobalSetup(Target = nameof(OnSocket))]
    public void SetupSocket()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _caller = Connected((IPEndPoint)listener.LocalEndpoint);
        _other = listener.AcceptSocket();
        _other.NoDelay = true;
        _ = EchoAsync(_other);
    }

    /// <summary>Ends both.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _caller.Dispose();
        _other?.Dispose();
        _loop?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>An <see cref="EventLoop"/>.</summary>
    [Benchmark]
    public int OnLoop() => RoundTrip();

    /// <summary>A <see cref="Socket"/> that is awaited.</summary>
    [Benchmark(Baseline = true)]
    public int OnSocket() => RoundTrip();

    private static Socket Connected(IPEndPoint address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address);
        return socket;
    }

    private static async Task EchoAsync(Socket socket)
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer) is > 0 and int length)
            await socket.SendAsync(buffer.AsMemory(0, length));
    }

    private int RoundTrip()
    {
        _caller.Send(_bytes);
        int got = 0;
        while (got < _bytes.Length)
            got += _caller.Receive(_bytes.AsSpan(got));
        return got;
    }

    private sealed class Opening(EventLoop loop, int descriptor) : ILoopWork
    {
        public void Run() => loop.Add(new Echo(loop), descriptor, Readiness.In | Readiness.Out | Readiness.PeerClosed);
    }

    private sealed class Echo(EventLoop loop) : LoopHandle
    {
        internal override void OnReady(Readiness events)
        {
            nint got = LoopSocket.Receive(Descriptor, loop.Scratch);
            if (got > 0)
                LoopSocket.Send(Descriptor, loop.Scratch[..(int)got]);
            else if (got == 0)
                loop.Close(this);
        }
    }
}
