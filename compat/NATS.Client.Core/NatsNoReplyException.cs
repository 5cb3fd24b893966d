namespace NATS.Client.Core;

/// <summary>A request got no answer in time.</summary>
public sealed class NatsNoReplyException : NatsException
{
    /// <summary>Makes one.</summary>
    public NatsNoReplyException()
        : base("No answer in time")
    {
    }
}
