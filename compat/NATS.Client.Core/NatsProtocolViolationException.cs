namespace NATS.Client.Core;

/// <summary>The server sent what the protocol does not allow.</summary>
public sealed class NatsProtocolViolationException : NatsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What.</param>
    public NatsProtocolViolationException(string message)
        : base(message)
    {
    }
}
