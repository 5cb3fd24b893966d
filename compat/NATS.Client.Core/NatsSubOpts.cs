namespace NATS.Client.Core;

/// <summary>Limits of a subscription, or of the wait for an answer.</summary>
public record NatsSubOpts
{
    /// <summary>The subscription ends after this many messages.</summary>
    public int? MaxMsgs { get; init; }

    /// <summary>The subscription ends after this time; for a request how long to wait.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The subscription ends when the first message takes longer.</summary>
    public TimeSpan? StartUpTimeout { get; init; }

    /// <summary>The subscription ends when no message came for so long.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>The subscription ends at a message without payload, which is not delivered.</summary>
    public bool? StopOnEmptyMsg { get; init; }

    /// <summary>The subscription ends, with an exception, when the server says that nobody listens. For requests on when null.</summary>
    public bool? ThrowIfNoResponders { get; init; }

    /// <summary>How many messages are held for the reader.</summary>
    public NatsSubChannelOpts? ChannelOpts { get; init; }
}
