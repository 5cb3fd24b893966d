namespace NATS.Client.Core;

/// <summary>The connection has given up and will not come back.</summary>
public sealed class NatsConnectionFailedException : NatsException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">Why.</param>
    public NatsConnectionFailedException(string message)
        : base(message)
    {
    }
}
