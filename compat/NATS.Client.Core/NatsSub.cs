using System.Threading.Channels;
using NATS.Client.Core.Dispatch;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core;

/// <summary>A subscription.</summary>
/// <typeparam name="T">The type of the payload.</typeparam>
public sealed class NatsSub<T> : NatsSubBase, INatsSub<T>
{
    private readonly Channel<NatsMsg<T>> _msgs;
    private readonly MessageReader<T> _reader;

    /// <summary>Makes one that is not in the table yet.</summary>
    internal NatsSub(ISubscriptions table, MessageReader<T> reader, string subject, string? queueGroup, NatsSubOpts? opts, CancellationToken cancellationToken)
        : base(table, subject, queueGroup, opts, cancellationToken)
    {
        _reader = reader;
        _msgs = Channel.CreateBounded(table.ChannelOptions(opts), (NatsMsg<T> msg) => table.Dropped(this, _msgs!.Reader.Count, msg));
        if (IsEnded)
            Complete();
    }

    /// <inheritdoc/>
    public ChannelReader<NatsMsg<T>> Msgs => _msgs.Reader;

    /// <inheritdoc/>
    private protected override ValueTask DeliverAsync(in Frame frame)
    {
        NatsMsg<T> msg = _reader.Read(SubjectOf(frame.Subject), frame);
        if (!_msgs.Writer.TryWrite(msg))
            return WaitForRoomAsync(msg);
        CountDelivered(_msgs.Reader.Count);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    private protected override void Complete() => _msgs?.Writer.TryComplete();

    private async ValueTask WaitForRoomAsync(NatsMsg<T> msg)
    {
        while (await _msgs.Writer.WaitToWriteAsync().ConfigureAwait(false))
        {
            if (_msgs.Writer.TryWrite(msg))
            {
                CountDelivered(_msgs.Reader.Count);
                return;
            }
        }
    }
}
