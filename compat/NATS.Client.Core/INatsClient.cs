namespace NATS.Client.Core;

/// <summary>What a program needs to talk over NATS. Every member may be called from any thread.</summary>
public interface INatsClient : IAsyncDisposable
{
    /// <summary>The connection behind this client.</summary>
    INatsConnection Connection { get; }

    /// <summary>Connects, if that has not happened yet. Other operations do it by themselves.</summary>
    /// <exception cref="NatsException">No server could be reached, or none let us in.</exception>
    ValueTask ConnectAsync();

    /// <summary>Sends a ping; the answer comes after everything sent before was handled by the server.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The round trip.</returns>
    ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default);

    /// <summary>Publishes a message; returns once it is in line to be sent.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="subject">Where to; no white space.</param>
    /// <param name="data">The payload.</param>
    /// <param name="headers">Header fields, if any.</param>
    /// <param name="replyTo">Where answers should go.</param>
    /// <param name="serializer">Writes the payload; the registry of the options has it when null.</param>
    /// <param name="opts">Kept for compatibility.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <exception cref="NatsPayloadTooLargeException">Larger than the server takes.</exception>
    ValueTask PublishAsync<T>(string subject, T data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Publishes a message without payload; returns once it is in line to be sent.</summary>
    /// <param name="subject">Where to; no white space.</param>
    /// <param name="headers">Header fields, if any.</param>
    /// <param name="replyTo">Where answers should go.</param>
    /// <param name="opts">Kept for compatibility.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    ValueTask PublishAsync(string subject, NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Subscribes when the enumeration starts and unsubscribes when it ends; cancelling ends it without an exception.</summary>
    /// <typeparam name="T">The type of the payload.</typeparam>
    /// <param name="subject">What to listen to; may hold wildcards.</param>
    /// <param name="queueGroup">Members of one group share the messages.</param>
    /// <param name="serializer">Reads the payload; the registry of the options has it when null.</param>
    /// <param name="opts">Limits of the subscription.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    IAsyncEnumerable<NatsMsg<T>> SubscribeAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Publishes a request and waits for one answer.</summary>
    /// <typeparam name="TRequest">The type of the request's payload.</typeparam>
    /// <typeparam name="TReply">The type of the answer's payload.</typeparam>
    /// <param name="subject">Where to.</param>
    /// <param name="data">The payload.</param>
    /// <param name="headers">Header fields, if any.</param>
    /// <param name="requestSerializer">Writes the request.</param>
    /// <param name="replySerializer">Reads the answer.</param>
    /// <param name="requestOpts">Kept for compatibility.</param>
    /// <param name="replyOpts">How long to wait, and what to do when nobody listens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NatsNoRespondersException">Nobody listens.</exception>
    /// <exception cref="NatsNoReplyException">No answer in time.</exception>
    ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(
        string subject,
        TRequest? data,
        NatsHeaders? headers = default,
        INatsSerialize<TRequest>? requestSerializer = default,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsPubOpts? requestOpts = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes a request without payload and waits for one answer.</summary>
    /// <typeparam name="TReply">The type of the answer's payload.</typeparam>
    /// <param name="subject">Where to.</param>
    /// <param name="replySerializer">Reads the answer.</param>
    /// <param name="replyOpts">How long to wait, and what to do when nobody listens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NatsNoRespondersException">Nobody listens.</exception>
    /// <exception cref="NatsNoReplyException">No answer in time.</exception>
    ValueTask<NatsMsg<TReply>> RequestAsync<TReply>(
        string subject,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Drops an open connection and connects again; does nothing while none is open.</summary>
    ValueTask ReconnectAsync();
}
