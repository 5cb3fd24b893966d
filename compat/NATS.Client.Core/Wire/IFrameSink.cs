using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>Where messages go, and whose subscriptions a new connection takes up again.</summary>
internal interface IFrameSink
{
    /// <summary>Takes a message. Called by the read loop, one message after the other.</summary>
    ValueTask DispatchAsync(in Frame frame);

    /// <summary>The subscriptions that live.</summary>
    IEnumerable<NatsSubBase> Live();
}
