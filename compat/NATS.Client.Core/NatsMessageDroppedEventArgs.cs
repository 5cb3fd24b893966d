namespace NATS.Client.Core;

/// <summary>A message that a subscription had no room for.</summary>
public class NatsMessageDroppedEventArgs : NatsEventArgs
{
    /// <summary>Makes one.</summary>
    /// <param name="subscription">Who had no room.</param>
    /// <param name="pending">How many messages wait to be read.</param>
    /// <param name="subject">The subject of the lost message.</param>
    /// <param name="replyTo">Its reply subject.</param>
    /// <param name="headers">Its header fields.</param>
    /// <param name="data">Its payload.</param>
    public NatsMessageDroppedEventArgs(NatsSubBase subscription, int pending, string subject, string? replyTo, NatsHeaders? headers, object? data)
        : base($"No room for a message from {subject}: {pending} wait to be read")
    {
        Subscription = subscription;
        Pending = pending;
        Subject = subject;
        ReplyTo = replyTo;
        Headers = headers;
        Data = data;
    }

    /// <summary>Who had no room.</summary>
    public NatsSubBase Subscription { get; }

    /// <summary>How many messages wait to be read.</summary>
    public int Pending { get; }

    /// <summary>The subject of the lost message.</summary>
    public string Subject { get; }

    /// <summary>Its reply subject.</summary>
    public string? ReplyTo { get; }

    /// <summary>Its header fields.</summary>
    public NatsHeaders? Headers { get; }

    /// <summary>Its payload.</summary>
    public object? Data { get; }
}
