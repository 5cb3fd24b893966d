using System.Threading.Channels;

namespace NATS.Client.Core;

/// <summary>How many messages a subscription holds for its reader, and what happens to more.</summary>
public record NatsSubChannelOpts
{
    /// <summary>What happens to a message there is no room for; <see cref="NatsOpts.SubPendingChannelFullMode"/> when null. <see cref="BoundedChannelFullMode.Wait"/> holds up all subscriptions of the connection.</summary>
    public BoundedChannelFullMode? FullMode { get; init; }

    /// <summary>How many messages are held; <see cref="NatsOpts.SubPendingChannelCapacity"/> when null.</summary>
    public int? Capacity { get; init; }
}
