using Edge.Drivers;
using Edge.Transport;

namespace Edge.Hosting;

/// <summary>
/// What event loops give to Kestrel, told by the first bytes of a connection, so that one port serves all. The loops serve before Kestrel
/// does: what is given until then waits. Safe from any thread.
/// </summary>
/// <param name="tls">Whether there is a certificate.</param>
internal sealed class Handover(bool tls) : IHandover, IDisposable
{
    private readonly Lock _lock = new();
    private List<(string Protocol, int Descriptor, byte[] Prefix, ConnectionGate Gate)>? _early = [];
    private volatile HandoverListenerFactory? _kestrel;

    /// <summary>The name of cleartext HTTP/1.1.</summary>
    internal const string Http1Name = "http1";

    /// <summary>The name of cleartext HTTP/2.</summary>
    internal const string Http2Name = "h2c";

    /// <summary>The name of TLS.</summary>
    internal const string TlsName = "tls";

    // ContentType handshake(22) (RFC 8446 §5.1), with which every TLS connection begins and no request does.
    private const byte TlsHandshake = 22;

    // The start of the connection preface (RFC 9113 §3.4), of which no HTTP/1 request line has this version.
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n"u8;

    /// <inheritdoc/>
    public string Http1 => Http1Name;

    /// <inheritdoc/>
    public string? Recognise(ReadOnlySpan<byte> bytes) =>
        tls && bytes[0] == TlsHandshake ? TlsName : bytes.StartsWith(Preface) ? Http2Name : null;

    /// <inheritdoc/>
    public void Give(string protocol, int descriptor, ReadOnlySpan<byte> prefix, ConnectionGate gate)
    {
        if (_kestrel is not { } kestrel)
        {
            lock (_lock)
            {
                if (_early is not null)
                {
                    _early.Add((protocol, descriptor, prefix.ToArray(), gate));
                    return;
                }
            }
            kestrel = _kestrel;
        }
        if (kestrel is not null)
            kestrel.Give(protocol, descriptor, prefix, gate);
        else
            Refuse(descriptor, gate);
    }

    /// <summary>Kestrel listens: it gets what has waited, and what comes.</summary>
    internal void Open(HandoverListenerFactory kestrel)
    {
        lock (_lock)
        {
            foreach ((string protocol, int descriptor, byte[] prefix, ConnectionGate gate) in _early ?? [])
                kestrel.Give(protocol, descriptor, prefix, gate);
            _early = null;
            _kestrel = kestrel;
        }
    }

    /// <summary>Closes what still waits: Kestrel never came.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach ((_, int descriptor, _, ConnectionGate gate) in _early ?? [])
                Refuse(descriptor, gate);
            _early = null;
        }
    }

    private static void Refuse(int descriptor, ConnectionGate gate)
    {
        LoopSocket.Close(descriptor);
        gate.Leave();
    }
}
