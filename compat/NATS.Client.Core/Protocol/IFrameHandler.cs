namespace NATS.Client.Core.Protocol;

/// <summary>Takes commands in the order in which they came.</summary>
internal interface IFrameHandler
{
    /// <summary>Whether it wants no more.</summary>
    bool Done { get; }

    /// <summary>Takes a command; the next one comes when it is done. The frame is gone by the time anything is awaited.</summary>
    ValueTask HandleAsync(in Frame frame);
}
