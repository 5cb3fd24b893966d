namespace NATS.Client.Core;

/// <summary>A request went to a subject that nobody listens to.</summary>
public sealed class NatsNoRespondersException : NatsException
{
    /// <summary>Makes one.</summary>
    public NatsNoRespondersException()
        : base("Nobody listens to the subject of the request")
    {
    }
}
