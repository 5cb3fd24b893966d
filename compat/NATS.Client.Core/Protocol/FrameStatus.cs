namespace NATS.Client.Core.Protocol;

/// <summary>What came of an attempt to read a command.</summary>
internal enum FrameStatus
{
    /// <summary>It is whole.</summary>
    Complete,

    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>These bytes are no command; the connection is out of step.</summary>
    Malformed,
}
