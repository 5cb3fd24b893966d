using NATS.Client.Core;

namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>What a reader of a consumer gets next.</summary>
internal enum ConsumerStepKind
{
    /// <summary>A message of the stream.</summary>
    Message,

    /// <summary>A heartbeat: the server has nothing to deliver, and all it delivered has come.</summary>
    Idle,

    /// <summary>Messages on the way were lost; what follows the last one that came can be asked for anew.</summary>
    Gap,

    /// <summary>The consumer or the way to it is gone.</summary>
    Lost,
}

/// <summary>One step of a consumer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Content">The message, with <see cref="ConsumerStepKind.Message"/>.</param>
/// <param name="Delivery">Its place, with <see cref="ConsumerStepKind.Message"/>.</param>
/// <param name="Reason">For people: why nothing follows; else empty.</param>
internal readonly record struct ConsumerStep(ConsumerStepKind Kind, NatsMsg<ReadOnlyMemory<byte>> Content, DeliverySubject Delivery, string Reason)
{
    /// <summary>A heartbeat.</summary>
    internal static ConsumerStep Idle => new(ConsumerStepKind.Idle, default, default, "");

    /// <summary>A message in its place.</summary>
    internal static ConsumerStep Message(in NatsMsg<ReadOnlyMemory<byte>> content, DeliverySubject delivery) => new(ConsumerStepKind.Message, content, delivery, "");

    /// <summary>A hole.</summary>
    internal static ConsumerStep Gap(string reason) => new(ConsumerStepKind.Gap, default, default, reason);

    /// <summary>The end.</summary>
    internal static ConsumerStep Lost(string reason) => new(ConsumerStepKind.Lost, default, default, reason);
}
