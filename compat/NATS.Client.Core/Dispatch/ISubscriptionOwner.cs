namespace NATS.Client.Core.Dispatch;

/// <summary>What the table of subscriptions needs from the connection.</summary>
internal interface ISubscriptionOwner
{
    /// <summary>Sends a ping behind all that waits and waits for its pong.</summary>
    ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken);

    /// <summary>A message had no room.</summary>
    void OnDropped<T>(NatsSubBase sub, int pending, in NatsMsg<T> msg);
}
