namespace NATS.Client.Core;

/// <summary>A message.</summary>
/// <typeparam name="T">The type of the payload.</typeparam>
public interface INatsMsg<T> : INatsMsg
{
    /// <summary>Where it was sent to.</summary>
    string Subject { get; init; }

    /// <summary>Where answers should go.</summary>
    string? ReplyTo { get; init; }

    /// <summary>Bytes of subject, reply subject, header and payload together.</summary>
    int Size { get; init; }

    /// <summary>The payload; default when it is empty or could not be read.</summary>
    T? Data { get; init; }

    /// <summary>Where it came from.</summary>
    INatsConnection? Connection { get; init; }

    /// <summary>Why header or payload could not be read; null when they could.</summary>
    NatsException? Error { get; }

    /// <summary>Throws when <see cref="Error"/> is set or nobody answered.</summary>
    void EnsureSuccess();

    /// <summary>Answers without payload.</summary>
    /// <param name="headers">Header fields, if any.</param>
    /// <param name="replyTo">Where answers to the answer should go.</param>
    /// <param name="opts">Kept for compatibility.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    ValueTask ReplyAsync(NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Answers.</summary>
    /// <typeparam name="TReply">The type of the answer's payload.</typeparam>
    /// <param name="data">The payload.</param>
    /// <param name="headers">Header fields, if any.</param>
    /// <param name="replyTo">Where answers to the answer should go.</param>
    /// <param name="serializer">Writes the payload.</param>
    /// <param name="opts">Kept for compatibility.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    ValueTask ReplyAsync<TReply>(TReply data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<TReply>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>Answers with a message; its subject is replaced by <see cref="ReplyTo"/>.</summary>
    /// <typeparam name="TReply">The type of the answer's payload.</typeparam>
    /// <param name="msg">The answer.</param>
    /// <param name="serializer">Writes the payload.</param>
    /// <param name="opts">Kept for compatibility.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    ValueTask ReplyAsync<TReply>(NatsMsg<TReply> msg, INatsSerialize<TReply>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default);
}
