namespace NATS.Client.Core;

/// <summary>A connection to a NATS server that comes back by itself. Every member may be called from any thread.</summary>
public interface INatsConnection : INatsClient
{
    /// <summary>The connection was lost; attempts to come back have begun.</summary>
    event AsyncEventHandler<NatsEventArgs>? ConnectionDisconnected;

    /// <summary>The connection stands, for the first time or again.</summary>
    event AsyncEventHandler<NatsEventArgs>? ConnectionOpened;

    /// <summary>An attempt to come back failed; there will be another.</summary>
    event AsyncEventHandler<NatsEventArgs>? ReconnectFailed;

    /// <summary>A subscription had no room for a message.</summary>
    event AsyncEventHandler<NatsMessageDroppedEventArgs>? MessageDropped;

    /// <summary>A subscription began to drop messages; told once until its reader has caught up.</summary>
    event AsyncEventHandler<NatsSlowConsumerEventArgs>? SlowConsumerDetected;

    /// <summary>The server is about to stop and will close this connection.</summary>
    event AsyncEventHandler<NatsLameDuckModeActivatedEventArgs>? LameDuckModeActivated;

    /// <summary>The server reported an error (<c>-ERR</c>).</summary>
    event AsyncEventHandler<NatsServerErrorEventArgs>? ServerError;

    /// <summary>What the server said about itself last; null before the first connection.</summary>
    INatsServerInfo? ServerInfo { get; }

    /// <summary>What the connection was made with; user and password of the URL are in <see cref="NatsOpts.AuthOpts"/>.</summary>
    NatsOpts Opts { get; }

    /// <summary>Where the connection stands.</summary>
    NatsConnectionState ConnectionState { get; }

    /// <summary>Publishes a message as it stands; returns once it is in line to be sent.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="msg">Subject, payload, header fields and reply subject are taken from it.</param>
    /// <param name="serializer">Writes the payload.</param>
    /// <param name="opts">Kept for compatibility.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    ValueTask PublishAsync<T>(in NatsMsg<T> msg, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Subscribes; returns once the subscription is in line to be sent.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="subject">What to listen to; may hold wildcards.</param>
    /// <param name="queueGroup">Members of one group share the messages.</param>
    /// <param name="serializer">Reads the payload.</param>
    /// <param name="opts">Limits of the subscription.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    ValueTask<INatsSub<T>> SubscribeCoreAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>A subject nobody else uses, below the inbox of this connection.</summary>
    string NewInbox();
}
