namespace NATS.Client.Core.Dispatch;

/// <summary>The events of a connection.</summary>
internal enum EventKind
{
    /// <summary>It stands.</summary>
    Opened,

    /// <summary>It was lost.</summary>
    Disconnected,

    /// <summary>An attempt to come back failed.</summary>
    ReconnectFailed,

    /// <summary>A subscription had no room for a message.</summary>
    MessageDropped,

    /// <summary>A subscription began to drop messages.</summary>
    SlowConsumer,

    /// <summary>The server is about to stop.</summary>
    LameDuck,

    /// <summary>The server refused something.</summary>
    ServerError,
}
