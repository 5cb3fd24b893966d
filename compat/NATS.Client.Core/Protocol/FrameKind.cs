namespace NATS.Client.Core.Protocol;

/// <summary>The commands of a server.</summary>
internal enum FrameKind
{
    /// <summary>A message without header.</summary>
    Msg,

    /// <summary>A message with header.</summary>
    HMsg,

    /// <summary>What the server says about itself.</summary>
    Info,

    /// <summary>Wants a <see cref="Pong"/>.</summary>
    Ping,

    /// <summary>Answers a <see cref="Ping"/>.</summary>
    Pong,

    /// <summary>A command of ours was well-formed.</summary>
    Ok,

    /// <summary>A command of ours was refused.</summary>
    Err,
}
