using System.Net;
using System.Security.Cryptography.X509Certificates;
using Edge.Buffers;
using Edge.Hosting;
using Edge.Tests.Wire;
using Edge.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Tests.Hosting;

/// <summary>
/// A loop that accepts, receives the first bytes of each connection, and gives it to a Kestrel: what the callers of
/// <see cref="Address"/> get is what they would get from Kestrel alone.
/// </summary>
internal sealed class HandoverHarness : IConnectionTaker, IAsyncDisposable
{
    private readonly CoarseClock _clock = new();
    private readonly EventLoop _loop;
    private readonly WebApplication _kestrel;
    private readonly string _name;
    private readonly int _prefix;
    private ListenOptions _own = null!;

    private HandoverHarness(string name, int prefix, Action<KestrelServerOptions>? configure, X509Certificate2? certificate)
    {
        (_name, _prefix) = (name, prefix);
        _loop = new EventLoop(0, _clock, error => Mistake = error);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, options => _own = options);
            kestrel.Listen(new HandoverEndPoint("http1"), options => options.Protocols = HttpProtocols.Http1);
            kestrel.Listen(new HandoverEndPoint("h2c"), options => options.Protocols = HttpProtocols.Http2);
            if (certificate is not null)
                kestrel.Listen(new HandoverEndPoint("tls"), options => options.UseHttps(certificate));
            configure?.Invoke(kestrel);
        });
        builder.WebHost.UseSockets();
        HandoverListenerFactory.AddTo(builder.Services);
        _kestrel = builder.Build();
        Handover = _kestrel.Services.GetRequiredService<HandoverListenerFactory>();
        int listener = PortBinding.Bind(new IPEndPoint(IPAddress.Loopback, 0), 1, reusePortAllowed: false, out IPEndPoint address)[0];
        Address = address;
        Open = new ListenSocket(_loop, Gate, this);
        _loop.Post(new OpenWork(Open, listener));
    }

    internal HandoverListenerFactory Handover { get; }

    internal ConnectionGate Gate { get; } = new(1000);

    internal Exception? Mistake { get; private set; }

    /// <summary>Where the loop listens.</summary>
    internal IPEndPoint Address { get; }

    /// <summary>Where Kestrel itself listens beside it.</summary>
    internal IPEndPoint OwnAddress => _own.IPEndPoint!;

    internal HandoverApplication Application { get; } = new();

    private ListenSocket Open { get; }

    private IServer Server => _kestrel.Services.GetRequiredService<IServer>();

    /// <summary>Gives connections away under <paramref name="name"/> once <paramref name="prefix"/> bytes were received of them.</summary>
    internal static async Task<HandoverHarness> StartAsync(
        string name, int prefix, Action<KestrelServerOptions>? configure = null, X509Certificate2? certificate = null)
    {
        var harness = new HandoverHarness(name, prefix, configure, certificate);
        await harness.Server.StartAsync(harness.Application, default);
        harness._loop.Start();
        return harness;
    }

    internal Task<WireConnection> ConnectAsync() => WireConnection.ToAsync(Address);

    internal Task StopKestrelAsync(CancellationToken abort) => Server.StopAsync(abort);

    public void Take(EventLoop loop, int descriptor, in SocketName peer, ConnectionGate gate) =>
        loop.Add(new Giver(this), descriptor, Readiness.In | Readiness.Out | Readiness.PeerClosed);

    public void OnAcceptPaused(int errno)
    {
    }

    public void OnAcceptResumed()
    {
    }

    public async ValueTask DisposeAsync()
    {
        _loop.Dispose();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Server.StopAsync(soon.Token);
        await _kestrel.DisposeAsync();
        Mistake.ShouldBeNull();
    }

    private sealed class OpenWork(ListenSocket socket, int descriptor) : ILoopWork
    {
        public void Run() => socket.Open(descriptor).ShouldBeTrue();
    }

    /// <summary>Receives so many bytes, or all there are when the caller ends before, and gives the connection away.</summary>
    private sealed class Giver(HandoverHarness harness) : LoopHandle
    {
        private readonly byte[] _first = new byte[harness._prefix];
        private int _length;

        internal override void OnReady(Readiness events)
        {
            while (_length < _first.Length)
            {
                nint got = LoopSocket.Receive(Descriptor, _first.AsSpan(_length));
                if (got == -Errno.Again)
                    return;
                if (got <= 0)
                    break;
                _length += (int)got;
            }
            int descriptor = harness._loop.Remove(this);
            harness.Handover.Give(harness._name, descriptor, _first.AsSpan(0, _length), harness.Gate);
        }
    }
}
