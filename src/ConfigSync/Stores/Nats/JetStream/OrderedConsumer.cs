using System.Globalization;
using NATS.Client.Core;

namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>
/// Messages of a stream in order, pushed by a consumer that the server forgets with us. It answers flow control, expects a sign of life,
/// and ends at the first hole; whoever uses it makes another one from where this one came to. One reader.
/// </summary>
internal sealed class OrderedConsumer : IAsyncDisposable
{
    /// <summary>After so long without a message the server sends a heartbeat. It is cheap, and a purge is looked for at each.</summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    /// <summary>Five heartbeats missed in a row: the consumer is gone. Well below the 10 s within which a dead link must be noticed.</summary>
    internal static readonly TimeSpan Silence = 5 * Heartbeat;

    /// <summary>
    /// Messages that wait in memory. Flow control lets 32 MiB be on their way at most, some 64 Ki messages of the usual size; where they are
    /// smaller, reading from the socket waits, and nothing is dropped.
    /// </summary>
    private const int Capacity = 64 * 1024;

    private readonly INatsConnection _connection;
    private readonly INatsSub<ReadOnlyMemory<byte>> _messages;
    private readonly TimeProvider _time;
    private readonly DeliveryOrder _order = new();
    // What the server says itself, to be answered before anything behind it is read.
    private NatsMsg<ReadOnlyMemory<byte>>? _control;

    private OrderedConsumer(INatsConnection connection, INatsSub<ReadOnlyMemory<byte>> messages, TimeProvider time) =>
        (_connection, _messages, _time) = (connection, messages, time);

    /// <summary>Whether there was nothing to deliver when the consumer was made.</summary>
    internal bool IsEmpty { get; private set; }

    /// <summary>Makes a consumer; returns it, or why there is none.</summary>
    /// <param name="api">Whom to ask.</param>
    /// <param name="connection">Where its messages arrive.</param>
    /// <param name="stream">Of which stream.</param>
    /// <param name="filter">Which of its subjects; null for all.</param>
    /// <param name="start">From where on.</param>
    /// <param name="content">Reads what messages say, on the thread that reads from the socket.</param>
    /// <param name="time">Measures silence.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async ValueTask<(OrderedConsumer? Consumer, string Reason)> CreateAsync(
        JetStreamApi api,
        INatsConnection connection,
        string stream,
        string? filter,
        ConsumerStart start,
        INatsDeserialize<ReadOnlyMemory<byte>> content,
        TimeProvider time,
        CancellationToken cancel)
    {
        string inbox = connection.NewInbox();
        var options = new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = Capacity, FullMode = System.Threading.Channels.BoundedChannelFullMode.Wait } };
        INatsSub<ReadOnlyMemory<byte>> messages = await connection.SubscribeCoreAsync(inbox, serializer: content, opts: options, cancellationToken: cancel).ConfigureAwait(false);
        var consumer = new OrderedConsumer(connection, messages, time);
        JetStreamReply<ConsumerInfo> reply;
        try
        {
            reply = await api.CreateConsumerAsync(stream, Config(inbox, filter, start), cancel).ConfigureAwait(false);
        }
        catch
        {
            await consumer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        if (reply.Value is not { } info)
        {
            await consumer.DisposeAsync().ConfigureAwait(false);
            return (null, reply.Reason);
        }
        consumer.IsEmpty = info.NumPending == 0 && info.Delivered.ConsumerSeq == 0;
        return (consumer, "");
    }

    /// <summary>What is here already of messages of the stream, one by one; null leaves it, and whatever else came, to <see cref="ReadAsync"/>.</summary>
    internal ConsumerStep? TryRead()
    {
        while (_control is null && _messages.Msgs.TryRead(out NatsMsg<ReadOnlyMemory<byte>> message))
        {
            if (message.Subject == _messages.Subject)
                _control = message;
            else if (Place(message) is { } step)
                return step;
        }
        return null;
    }

    /// <summary>The next message or sign of life, or why there will be none.</summary>
    internal async ValueTask<ConsumerStep> ReadAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (TryRead() is { } step)
                return step;
            if (_control is { } message)
            {
                _control = null;
                if (await ControlAsync(message, cancel).ConfigureAwait(false) is { } sign)
                    return sign;
                continue;
            }
            try
            {
                if (!await _messages.Msgs.WaitToReadAsync(cancel).AsTask().WaitAsync(Silence, _time, cancel).ConfigureAwait(false))
                    return ConsumerStep.Lost("the subscription ended");
            }
            catch (TimeoutException)
            {
                return ConsumerStep.Lost($"no sign of life for {Silence.TotalSeconds:0} s");
            }
        }
    }

    /// <summary>Stops listening; the server lets the consumer go soon after.</summary>
    public ValueTask DisposeAsync() => _messages.DisposeAsync();

    private static ConsumerConfig Config(string inbox, string? filter, ConsumerStart start) => new()
    {
        DeliverSubject = inbox,
        FilterSubject = filter,
        DeliverPolicy = start.Policy,
        OptStartSeq = start.Sequence,
        IdleHeartbeat = Heartbeat.Ticks * 100,
    };

    private ConsumerStep? Place(in NatsMsg<ReadOnlyMemory<byte>> message)
    {
        if (!DeliverySubject.TryParse(message.ReplyTo, out DeliverySubject delivery))
            return null;
        return _order.Take(delivery.ConsumerSequence) switch
        {
            DeliveryPlace.Next => ConsumerStep.Message(message, delivery),
            DeliveryPlace.AfterGap => ConsumerStep.Gap($"messages {_order.Last + 1} to {delivery.ConsumerSequence - 1} were lost"),
            _ => null,
        };
    }

    /// <summary>Messages on our own inbox are the server's: flow control, heartbeats, and the end.</summary>
    private async ValueTask<ConsumerStep?> ControlAsync(NatsMsg<ReadOnlyMemory<byte>> message, CancellationToken cancel)
    {
        if (message.Headers is not { } headers)
            return null;
        if (headers.Code != 100)
            return ConsumerStep.Lost($"the server ended it: {headers.MessageText} ({headers.Code})");
        string? stalled = Last(headers, "Nats-Consumer-Stalled");
        string? resume = string.IsNullOrEmpty(message.ReplyTo) ? stalled : message.ReplyTo;
        if (!string.IsNullOrEmpty(resume))
            await _connection.PublishAsync(resume, cancellationToken: cancel).ConfigureAwait(false);
        if (!long.TryParse(Last(headers, "Nats-Last-Consumer"), NumberStyles.None, CultureInfo.InvariantCulture, out long delivered))
            return null;
        if (!_order.IsComplete(delivered))
            return ConsumerStep.Gap($"messages {_order.Last + 1} to {delivered} were lost");
        return stalled is null ? ConsumerStep.Idle : null;
    }

    private static string? Last(NatsHeaders headers, string name) => headers.TryGetLastValue(name, out string? value) ? value : null;
}
