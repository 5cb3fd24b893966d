using System.Net;
using System.Text;
using ConfigSync.Resources;
using Edge.Drivers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Edge.Hosting;

/// <summary>Sets Kestrel up: the listeners of the configuration, and the limits of what it reads before we do.</summary>
/// <param name="config">The addresses and limits.</param>
/// <param name="certificates">Those of the TLS listener, if there is one.</param>
/// <param name="dataOnLoops">Whether cleartext callers are accepted by event loops.</param>
/// <param name="pipes">Serves HTTP/1.1 of callers in front of Kestrel's own; null where Kestrel's own serves all.</param>
internal sealed class Listeners(ListenConfig config, CertificateSource? certificates, bool dataOnLoops, PipeDriver? pipes)
{
    // Streams wait for tokens most of the time, and SDKs multiplex many over one connection.
    private const int StreamsPerConnection = 1000;

    // Several times a stream's window (768 KiB): a few uploads that wait for their replica must not stop all others.
    private const int ConnectionWindow = 8 * 1024 * 1024;
    private readonly List<(ListenerRole Role, string Scheme, ListenOptions Options)> _bound = [];

    /// <summary>Where each listener really listens, once started (a configured port 0 is any free one).</summary>
    internal IEnumerable<(ListenerRole Role, string Scheme, IPEndPoint Address)> Bound =>
        _bound.Where(l => l.Options.IPEndPoint is not null).Select(l => (l.Role, l.Scheme, l.Options.IPEndPoint!));

    /// <summary>Sets up the server of callers.</summary>
    internal void ConfigureData(KestrelServerOptions kestrel)
    {
        Limit(kestrel);
        if (dataOnLoops)
            TakeFromLoops(kestrel);
        else
            Listen(kestrel, config.Data, ListenerRole.Data, HttpProtocols.Http1, onPipes: true);
        Listen(kestrel, config.H2c, ListenerRole.Data, HttpProtocols.Http2);
        Listen(kestrel, config.Tls?.Address, ListenerRole.Data, HttpProtocols.Http1AndHttp2, tls: true, onPipes: true);
    }

    /// <summary>Sets up the server of operators.</summary>
    internal void ConfigureControl(KestrelServerOptions kestrel)
    {
        Limit(kestrel);
        Listen(kestrel, config.Control, ListenerRole.Control, HttpProtocols.Http1);
        Listen(kestrel, config.Metrics, ListenerRole.Metrics, HttpProtocols.Http1);
    }

    /// <summary>What the event loops accept and do not serve themselves.</summary>
    private void TakeFromLoops(KestrelServerOptions kestrel)
    {
        Listen(kestrel, new HandoverEndPoint(Handover.Http1Name), ListenerRole.Data, HttpProtocols.Http1);
        Listen(kestrel, new HandoverEndPoint(Handover.Http2Name), ListenerRole.Data, HttpProtocols.Http2);
        if (certificates is not null)
            Listen(kestrel, new HandoverEndPoint(Handover.TlsName), ListenerRole.Data, HttpProtocols.Http1AndHttp2, tls: true, onPipes: true);
    }

    private void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        // Bytes as they came, both ways: fields are checked by us and never reinterpreted.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        // The size of bodies is judged by Intake, with an answer in the caller's dialect.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestLineSize = config.MaxLineBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = config.MaxHeadBytes;
        kestrel.Limits.MaxRequestHeaderCount = config.MaxFields;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        kestrel.Limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
    }

    private void Listen(
        KestrelServerOptions kestrel, EndPoint? address, ListenerRole role, HttpProtocols protocols, bool tls = false, bool onPipes = false)
    {
        if (address is null)
            return;
        kestrel.Listen(address, options =>
        {
            options.Protocols = protocols;
            if (tls)
            {
                options.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = _ => ValueTask.FromResult(certificates!.Current),
                });
            }
            options.Use(next => connection =>
            {
                connection.Features.Set(role);
                return next(connection);
            });
            if (onPipes && pipes is not null)
                options.Use(next => connection => pipes.ServeAsync(connection, next));
            _bound.Add((role, tls ? "https" : "http", options));
        });
    }
}
