using NATS.Client.Core.Auth;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>From a server's address to a connection that stands: connect, INFO, TLS, CONNECT and PING with all subscriptions behind them, PONG.</summary>
/// <param name="parts">What the connection is made with.</param>
/// <param name="server">The server.</param>
/// <param name="tlsHost">The name its certificate must bear.</param>
internal sealed class Handshake(SessionParts parts, ServerUri server, string tlsHost)
{
    private readonly FrameParser _parser = new(parts.Opts.MaxPayloadHardCap);
    private readonly SessionHandler _handler = new(server, parts.Queue, parts.Sink, parts.Owner);

    /// <summary>Makes the connection.</summary>
    /// <exception cref="NatsException">The server is too slow, refuses us, or does not speak NATS; or it and we disagree about TLS.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">There is no server.</exception>
    internal async Task<Session> RunAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        string step = "accept";
        Transport? transport = null;
        try
        {
            timeout.CancelAfter(parts.Opts.ConnectTimeout);
            transport = await Transport.ConnectAsync(server, parts.Opts, timeout.Token).ConfigureAwait(false);
            step = "greet";
            timeout.CancelAfter(parts.Opts.ConnectTimeout);
            await FramePump.RunAsync(transport.Input, _parser, _handler, timeout.Token).ConfigureAwait(false);
            step = "encrypt";
            timeout.CancelAfter(parts.Opts.ConnectTimeout);
            if (WantsUpgrade(transport, _handler.Info!))
                await transport.EncryptAsync(tlsHost, timeout.Token).ConfigureAwait(false);
            step = "let us in";
            timeout.CancelAfter(parts.Opts.ConnectTimeout);
            await EnterAsync(transport, timeout.Token).ConfigureAwait(false);
            return new Session(server, transport, _parser, _handler, parts);
        }
        catch (Exception exception)
        {
            if (transport is not null)
                await transport.DisposeAsync().ConfigureAwait(false);
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new NatsException($"{server} did not {step} within {parts.Opts.ConnectTimeout.TotalSeconds} s", new TimeoutException());
            throw;
        }
    }

    private bool WantsUpgrade(Transport transport, ServerInfo info)
    {
        bool able = info.TlsRequired || info.TlsAvailable;
        return parts.Opts.TlsOpts.EffectiveMode(server) switch
        {
            TlsMode.Disable when info.TlsRequired => throw new NatsException($"{server} requires TLS, and it is disabled here"),
            TlsMode.Require when !able => throw new NatsException($"{server} does not do TLS, and it is required here"),
            TlsMode.Disable or TlsMode.Implicit => false,
            _ => able && !transport.IsEncrypted,
        };
    }

    private async Task EnterAsync(Transport transport, CancellationToken cancellationToken)
    {
        ConnectCommand command = await IntroduceAsync(transport, cancellationToken).ConfigureAwait(false);
        var first = new ByteBuffer();
        CommandWriter.Connect(first, command);
        CommandWriter.Ping(first);
        foreach (NatsSubBase sub in parts.Sink.Live())
            CommandWriter.Subscribe(first, sub.Subject, sub.QueueGroup, sub.Sid, sub.PendingMsgs);
        _handler.Done = false;
        _handler.Waiting = SessionHandler.Step.Admission;
        // Reading does not wait for the write: a server that refuses us may not read the rest.
        Task write = transport.WriteAsync(first.Written, cancellationToken).AsTask();
        await FramePump.RunAsync(transport.Input, _parser, _handler, cancellationToken).ConfigureAwait(false);
        await write.ConfigureAwait(false);
        _handler.Done = false;
        _handler.Waiting = SessionHandler.Step.Open;
    }

    private async ValueTask<ConnectCommand> IntroduceAsync(Transport transport, CancellationToken cancellationToken)
    {
        Credentials credentials = parts.Credentials;
        if (parts.Opts.AuthOpts.AuthCredCallback is { } callback)
            credentials = Credentials.From(await callback(server.Uri, cancellationToken).ConfigureAwait(false));
        var command = new ConnectCommand
        {
            Name = parts.Opts.Name,
            Verbose = parts.Opts.Verbose,
            Echo = parts.Opts.Echo,
            Headers = parts.Opts.Headers,
            NoResponders = parts.Opts.Headers,
            TlsRequired = transport.IsEncrypted,
        };
        credentials.Apply(command, _handler.Info!.Nonce);
        return command;
    }
}
