namespace NATS.Client.Core;

/// <summary>A subscription that began to drop messages.</summary>
public class NatsSlowConsumerEventArgs : NatsEventArgs
{
    /// <summary>Makes one.</summary>
    /// <param name="subscription">Who had no room.</param>
    public NatsSlowConsumerEventArgs(NatsSubBase subscription)
        : base($"The reader of {subscription?.Subject} does not keep up") => Subscription = subscription!;

    /// <summary>Who had no room.</summary>
    public NatsSubBase Subscription { get; }
}
