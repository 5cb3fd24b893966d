using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace NATS.Client.Core.Wire;

/// <summary>The bytes of one connection: a socket, encrypted from some point on or not. One reader and one writer at a time; <see cref="DisposeAsync"/> from anywhere ends both.</summary>
internal sealed class Transport : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NatsOpts _opts;
    private Stream _stream;

    private Transport(Socket socket, NatsOpts opts)
    {
        _socket = socket;
        _opts = opts;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Input = Reader();
    }

    /// <summary>What is received.</summary>
    internal PipeReader Input { get; private set; }

    /// <summary>Whether it is encrypted.</summary>
    internal bool IsEncrypted => _stream is SslStream;

    /// <summary>Connects; with <see cref="TlsMode.Implicit"/> encrypts at once.</summary>
    internal static async Task<Transport> ConnectAsync(ServerUri server, NatsOpts opts, CancellationToken cancellationToken)
    {
        // Small commands are gathered before they are written; nothing is gained by holding the last of them back.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Uri.DnsSafeHost, server.Uri.Port, cancellationToken).ConfigureAwait(false);
            var transport = new Transport(socket, opts);
            if (opts.TlsOpts.EffectiveMode(server) == TlsMode.Implicit)
                await transport.EncryptAsync(server.Uri.DnsSafeHost, cancellationToken).ConfigureAwait(false);
            return transport;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Encrypts from here on.</summary>
    /// <exception cref="NatsProtocolViolationException">The server, or somebody between, had sent more already: that would have been taken for encrypted.</exception>
    internal async Task EncryptAsync(string host, CancellationToken cancellationToken)
    {
        if (Input.TryRead(out ReadResult early) && !early.Buffer.IsEmpty)
            throw new NatsProtocolViolationException("Bytes came in clear after the server had asked for TLS");
        await Input.CompleteAsync().ConfigureAwait(false);
        SslClientAuthenticationOptions options = await TlsOptions.ForAsync(_opts.TlsOpts, host, cancellationToken).ConfigureAwait(false);
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        Input = Reader();
        await encrypted.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends bytes.</summary>
    internal ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The socket first: an encrypted stream would say goodbye to a server that may not read any more.
        _socket.Dispose();
        try
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // That goodbye, refused.
        }
    }

    private PipeReader Reader() => PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: _opts.ReaderBufferSize, minimumReadSize: Math.Min(4096, _opts.ReaderBufferSize), leaveOpen: true));
}
