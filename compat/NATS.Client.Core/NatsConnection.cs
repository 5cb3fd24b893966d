using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NATS.Client.Core.Dispatch;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Wire;

namespace NATS.Client.Core;

/// <summary>A connection to a NATS server that comes back by itself: subscriptions are taken up again, and what waits to be sent is sent then. Every member may be called from any thread.</summary>
public class NatsConnection : INatsConnection, ISubscriptionOwner
{
    private readonly ILogger _logger;
    private readonly string _inbox;
    private readonly SendQueue _queue;
    private readonly EventPump _events;
    private readonly SubscriptionTable _subscriptions;
    private readonly Requests _requests;
    private readonly Link _link;

    /// <summary>Makes one to a server on this machine.</summary>
    public NatsConnection()
        : this(NatsOpts.Default)
    {
    }

    /// <summary>Makes one; nothing is connected yet.</summary>
    /// <param name="opts">How to connect, and how it behaves.</param>
    /// <exception cref="ArgumentException">The URL is none.</exception>
    public NatsConnection(NatsOpts opts)
    {
        ArgumentNullException.ThrowIfNull(opts);
        Opts = UrlCredentials.Apply(opts);
        _logger = opts.LoggerFactory.CreateLogger<NatsConnection>();
        _inbox = Inbox.New(opts.InboxPrefix);
        _queue = new SendQueue(opts.WriterBufferSize);
        _events = new EventPump(RaiseAsync, _logger);
        _subscriptions = new SubscriptionTable(Opts, _queue, this);
        _requests = new Requests(_subscriptions, _subscriptions, this, _inbox);
        _link = new Link(Opts, _queue, _subscriptions, _events, _logger);
    }

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsEventArgs>? ConnectionDisconnected;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsEventArgs>? ConnectionOpened;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsEventArgs>? ReconnectFailed;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsMessageDroppedEventArgs>? MessageDropped;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsSlowConsumerEventArgs>? SlowConsumerDetected;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsLameDuckModeActivatedEventArgs>? LameDuckModeActivated;

    /// <inheritdoc/>
    public event AsyncEventHandler<NatsServerErrorEventArgs>? ServerError;

    /// <inheritdoc/>
    public INatsConnection Connection => this;

    /// <inheritdoc/>
    public INatsServerInfo? ServerInfo => _link.Info;

    /// <inheritdoc/>
    public NatsOpts Opts { get; }

    /// <inheritdoc/>
    public NatsConnectionState ConnectionState => _link.State;

    /// <inheritdoc/>
    public ValueTask ConnectAsync() => new(_link.ConnectAsync());

    /// <inheritdoc/>
    public ValueTask ReconnectAsync() => _link.ReconnectAsync();

    /// <inheritdoc/>
    public string NewInbox() => Inbox.New(_inbox);

    /// <inheritdoc/>
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        var pong = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!_link.TryPing(pong))
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await pong.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask PublishAsync(string subject, NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default) =>
        PublishAsync<byte[]>(subject, null, headers, replyTo, NatsRawSerializer<byte[]>.Default, opts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PublishAsync<T>(in NatsMsg<T> msg, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default) =>
        PublishAsync(msg.Subject, msg.Data, msg.Headers, msg.ReplyTo, serializer, opts, cancellationToken);

    /// <inheritdoc cref="INatsClient.PublishAsync{T}(string, T, NatsHeaders?, string?, INatsSerialize{T}?, NatsPubOpts?, CancellationToken)"/>
    public ValueTask PublishAsync<T>(string subject, T? data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        SubjectRules.RequireSubject(subject);
        SubjectRules.RequireReplyTo(replyTo);
        cancellationToken.ThrowIfCancellationRequested();
        serializer ??= Opts.SerializerRegistry.GetSerializer<T>();
        if (_link.State != NatsConnectionState.Open)
            return ConnectAndPublishAsync(subject, data, headers, replyTo, serializer, cancellationToken);
        OutgoingMessage message = OutgoingMessage.Rent();
        bool waits = false;
        try
        {
            Fill(message, data, headers, serializer);
            if (_queue.TryPublish(subject, replyTo, message))
                return ValueTask.CompletedTask;
            waits = true;
            return WaitAndPublishAsync(subject, replyTo, message, cancellationToken);
        }
        finally
        {
            if (!waits)
                message.Return();
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<NatsMsg<T>> SubscribeAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        SubjectRules.RequireSubject(subject);
        SubjectRules.RequireQueueGroup(queueGroup);
        return EnumerateAsync(subject, queueGroup, serializer, opts, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<INatsSub<T>> SubscribeCoreAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default)
    {
        SubjectRules.RequireSubject(subject);
        SubjectRules.RequireQueueGroup(queueGroup);
        return OpenSubAsync(subject, queueGroup, serializer, opts, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(
        string subject,
        TRequest? data,
        NatsHeaders? headers = default,
        INatsSerialize<TRequest>? requestSerializer = default,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsPubOpts? requestOpts = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default)
    {
        SubjectRules.RequireSubject(subject);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        using PendingReply<TReply> pending = _requests.Add(replySerializer ?? Opts.SerializerRegistry.GetDeserializer<TReply>());
        await PublishAsync(subject, data, headers, pending.Subject, requestSerializer, requestOpts, cancellationToken).ConfigureAwait(false);
        NatsMsg<TReply> answer;
        try
        {
            answer = await pending.Answer.WaitAsync(replyOpts?.Timeout ?? Opts.RequestTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new NatsNoReplyException();
        }
        if (answer.HasNoResponders && replyOpts?.ThrowIfNoResponders != false)
            throw new NatsNoRespondersException();
        return answer;
    }

    /// <inheritdoc/>
    public ValueTask<NatsMsg<TReply>> RequestAsync<TReply>(
        string subject,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default) =>
        RequestAsync<byte[], TReply>(subject, data: null, replySerializer: replySerializer, replyOpts: replyOpts, cancellationToken: cancellationToken);

    /// <summary>Sends what waits, for a second at most, ends all subscriptions and closes the connection.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _link.DisposeAsync().ConfigureAwait(false);
        await _subscriptions.EndAllAsync().ConfigureAwait(false);
        await _events.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    void ISubscriptionOwner.OnDropped<T>(NatsSubBase sub, int pending, in NatsMsg<T> msg)
    {
        if (MessageDropped is not null && _events.TryReserveDropped())
            _events.Push(EventKind.MessageDropped, new NatsMessageDroppedEventArgs(sub, pending, msg.Subject, msg.ReplyTo, msg.Headers, msg.Data));
        if (!sub.TryMarkSlow())
            return;
        _events.Push(EventKind.SlowConsumer, new NatsSlowConsumerEventArgs(sub));
        if (!Opts.SuppressSlowConsumerWarnings)
            Log.SlowReader(_logger, sub.Subject);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_link.State != NatsConnectionState.Open)
            await _link.ConnectAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Fill<T>(OutgoingMessage message, T? data, NatsHeaders? headers, INatsSerialize<T> serializer)
    {
        message.Fill(data, headers, Opts.HeaderEncoding, serializer);
        if (_link.Info is { } info && message.Body.Length > info.MaxPayload)
            throw new NatsPayloadTooLargeException($"Header and payload are {message.Body.Length} bytes; the server takes {info.MaxPayload}");
    }

    private async ValueTask ConnectAndPublishAsync<T>(string subject, T? data, NatsHeaders? headers, string? replyTo, INatsSerialize<T> serializer, CancellationToken cancellationToken)
    {
        Task connected = _link.ConnectAsync();
        if (Opts.PublishTimeoutOnDisconnected)
            await connected.WaitAsync(Opts.CommandTimeout, cancellationToken).ConfigureAwait(false);
        else
            await connected.WaitAsync(cancellationToken).ConfigureAwait(false);
        OutgoingMessage message = OutgoingMessage.Rent();
        Fill(message, data, headers, serializer);
        await WaitAndPublishAsync(subject, replyTo, message, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WaitAndPublishAsync(string subject, string? replyTo, OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            while (!_queue.TryPublish(subject, replyTo, message))
                await _queue.Room().WaitAsync(Opts.CommandTimeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            message.Return();
        }
    }

    private async ValueTask<INatsSub<T>> OpenSubAsync<T>(string subject, string? queueGroup, INatsDeserialize<T>? serializer, NatsSubOpts? opts, CancellationToken cancellationToken)
    {
        var reader = new MessageReader<T>(this, serializer ?? Opts.SerializerRegistry.GetDeserializer<T>());
        var sub = new NatsSub<T>(_subscriptions, reader, subject, queueGroup, opts, cancellationToken);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        _subscriptions.Add(sub);
        return sub;
    }

    private async IAsyncEnumerable<NatsMsg<T>> EnumerateAsync<T>(string subject, string? queueGroup, INatsDeserialize<T>? serializer, NatsSubOpts? opts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        INatsSub<T> sub = await OpenSubAsync(subject, queueGroup, serializer, opts, cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = sub.ConfigureAwait(false);
        // The subscription ends by the token, and what it had received is still told.
        await foreach (NatsMsg<T> msg in sub.Msgs.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            yield return msg;
    }

    private ValueTask RaiseAsync(EventKind kind, NatsEventArgs args) => kind switch
    {
        EventKind.Opened => ConnectionOpened.InvokeAsync(this, args),
        EventKind.Disconnected => ConnectionDisconnected.InvokeAsync(this, args),
        EventKind.ReconnectFailed => ReconnectFailed.InvokeAsync(this, args),
        EventKind.MessageDropped => MessageDropped.InvokeAsync(this, (NatsMessageDroppedEventArgs)args),
        EventKind.SlowConsumer => SlowConsumerDetected.InvokeAsync(this, (NatsSlowConsumerEventArgs)args),
        EventKind.LameDuck => LameDuckModeActivated.InvokeAsync(this, (NatsLameDuckModeActivatedEventArgs)args),
        _ => ServerError.InvokeAsync(this, (NatsServerErrorEventArgs)args),
    };
}
