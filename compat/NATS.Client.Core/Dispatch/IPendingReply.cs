using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Dispatch;

/// <summary>A request that waits for its answer.</summary>
internal interface IPendingReply
{
    /// <summary>The answer came. Called by the read loop.</summary>
    void Complete(in Frame frame);
}
