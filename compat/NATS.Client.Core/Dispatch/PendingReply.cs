using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Dispatch;

/// <summary>A request that waits for its answer, until it is disposed.</summary>
/// <typeparam name="T">The type of the answer's payload.</typeparam>
internal sealed class PendingReply<T>(Requests requests, long id, string subject, MessageReader<T> reader) : IPendingReply, IDisposable
{
    private readonly TaskCompletionSource<NatsMsg<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where the answer comes to.</summary>
    internal string Subject => subject;

    /// <summary>The answer.</summary>
    internal Task<NatsMsg<T>> Answer => _answer.Task;

    /// <inheritdoc/>
    public void Complete(in Frame frame) => _answer.TrySetResult(reader.Read(subject, frame));

    /// <inheritdoc/>
    public void Dispose() => requests.Remove(id);
}
