namespace NATS.Client.Core;

/// <summary>Where a connection stands.</summary>
public enum NatsConnectionState
{
    /// <summary>Not connected, and nobody tries.</summary>
    Closed,

    /// <summary>Connected.</summary>
    Open,

    /// <summary>The first connection is being made.</summary>
    Connecting,

    /// <summary>The connection was lost and is being made again.</summary>
    Reconnecting,

    /// <summary>Given up: too many attempts, or the server refuses the credentials.</summary>
    Failed,
}
