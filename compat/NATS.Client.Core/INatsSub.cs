using System.Threading.Channels;

namespace NATS.Client.Core;

/// <summary>A subscription.</summary>
/// <typeparam name="T">The type of the payload.</typeparam>
public interface INatsSub<T> : IAsyncDisposable
{
    /// <summary>What arrived and was not read yet; completed when the subscription ends.</summary>
    ChannelReader<NatsMsg<T>> Msgs { get; }

    /// <summary>What is listened to.</summary>
    string Subject { get; }

    /// <summary>The group that shares the messages, if any.</summary>
    string? QueueGroup { get; }

    /// <summary>Ends the subscription; what was received stays readable.</summary>
    ValueTask UnsubscribeAsync();

    /// <summary>Ends the subscription once everything the server had sent before has arrived.</summary>
    /// <param name="cancellationToken">Ends the wait for the server; the subscription ends all the same.</param>
    ValueTask DrainAsync(CancellationToken cancellationToken = default);
}
