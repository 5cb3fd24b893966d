namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>The errors that are told apart. <see href="https://github.com/nats-io/nats-server/blob/main/server/errors.json"/></summary>
internal static class JetStreamErrors
{
    /// <summary>The cluster has no leader for the moment.</summary>
    internal const int ClusterNotAvailable = 10008;

    /// <summary>The subject holds no message.</summary>
    internal const int NoMessage = 10037;

    /// <summary>The message is larger than the stream takes.</summary>
    internal const int MessageTooLarge = 10054;

    /// <summary>A stream of that name is there, with another configuration.</summary>
    internal const int StreamNameInUse = 10058;

    /// <summary>There is no such stream.</summary>
    internal const int StreamNotFound = 10059;

    /// <summary>The subject's last sequence is another than was expected.</summary>
    internal const int WrongLastSequence = 10071;

    /// <summary>The same, as newer servers say it of a subject.</summary>
    internal const int WrongLastSequenceOfSubject = 10164;
}
