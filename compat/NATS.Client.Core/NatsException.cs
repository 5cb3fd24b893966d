namespace NATS.Client.Core;

/// <summary>Something about NATS went wrong.</summary>
public class NatsException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What went wrong.</param>
    public NatsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="exception">Why.</param>
    public NatsException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
