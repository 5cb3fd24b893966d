namespace NATS.Client.Core;

/// <summary>Why a subscription ended by itself.</summary>
public enum NatsSubEndReason
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>There are no messages.</summary>
    NoMsgs,

    /// <summary>It had as many messages as it was to have.</summary>
    MaxMsgs,

    /// <summary>It had as many bytes as it was to have.</summary>
    MaxBytes,

    /// <summary>Its time was up.</summary>
    Timeout,

    /// <summary>No message came for too long.</summary>
    IdleTimeout,

    /// <summary>A message without payload came.</summary>
    EmptyMsg,

    /// <summary>The server's heartbeats stayed away.</summary>
    IdleHeartbeatTimeout,

    /// <summary>The first message took too long.</summary>
    StartUpTimeout,

    /// <summary>Its token was cancelled.</summary>
    Cancelled,

    /// <summary>See <see cref="NatsSubBase.Exception"/>.</summary>
    Exception,

    /// <summary>JetStream reported an error.</summary>
    JetStreamError,

    /// <summary>Pulls were still pending.</summary>
    RequestsPending,
}
