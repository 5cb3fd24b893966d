using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Dispatch;

/// <summary>The subscription to which the answers of all requests come.</summary>
internal sealed class ReplySub(ISubscriptions table, Requests requests, string subject)
    : NatsSubBase(table, subject, queueGroup: null, opts: null, CancellationToken.None)
{
    /// <inheritdoc/>
    private protected override ValueTask DeliverAsync(in Frame frame)
    {
        requests.Find(frame.Subject)?.Complete(frame);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override void Complete()
    {
    }
}
