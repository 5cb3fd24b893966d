using System.Threading.Channels;

namespace NATS.Client.Core.Dispatch;

/// <summary>What a subscription needs from the connection it belongs to. Every member may be called from any thread.</summary>
internal interface ISubscriptions
{
    /// <summary>Forgets a subscription, and tells the server.</summary>
    void Remove(NatsSubBase sub);

    /// <summary>Tells the server to send no more, waits until what it had sent has arrived, then forgets the subscription.</summary>
    ValueTask DrainAsync(NatsSubBase sub, CancellationToken cancellationToken);

    /// <summary>How many messages to hold for the reader.</summary>
    BoundedChannelOptions ChannelOptions(NatsSubOpts? opts);

    /// <summary>A message had no room.</summary>
    void Dropped<T>(NatsSubBase sub, int pending, in NatsMsg<T> msg);
}
