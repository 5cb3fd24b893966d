namespace NATS.Client.Core;

/// <summary>A payload is larger than the server takes.</summary>
public sealed class NatsPayloadTooLargeException : NatsException
{
    /// <summary>Makes one.</summary>
    /// <param name="error">How large, and how large it may be.</param>
    public NatsPayloadTooLargeException(string error)
        : base(error)
    {
    }
}
