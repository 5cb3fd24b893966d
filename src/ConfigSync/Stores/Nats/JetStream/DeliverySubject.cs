namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>
/// What the reply subject of a delivered message says of it, in either form
/// (<see href="https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-15.md"/>):
/// <code>
/// $JS.ACK.{stream}.{consumer}.{delivered}.{stream seq}.{consumer seq}.{time}.{pending}
/// $JS.ACK.{domain}.{account}.{stream}.{consumer}.{delivered}.{stream seq}.{consumer seq}.{time}.{pending}[.{more}]
/// </code>
/// </summary>
/// <param name="StreamSequence">Its place in the stream: the revision of a key.</param>
/// <param name="ConsumerSequence">Its place in what the consumer delivers, from 1 on without a hole.</param>
/// <param name="Pending">How many messages the consumer has yet to deliver.</param>
/// <param name="Time">When it was stored, by the server's clock.</param>
internal readonly record struct DeliverySubject(long StreamSequence, long ConsumerSequence, long Pending, DateTimeOffset Time)
{
    private const int ShortForm = 9;
    private const int LongForm = 11;

    /// <summary>Nanoseconds in a tick of 100 ns.</summary>
    private const long NanosecondsPerTick = 100;

    /// <summary>Reads a reply subject; false when it is none of a delivered message.</summary>
    internal static bool TryParse(ReadOnlySpan<char> reply, out DeliverySubject delivery)
    {
        delivery = default;
        if (!reply.StartsWith("$JS.ACK."))
            return false;
        int tokens = reply.Count('.') + 1;
        if (tokens != ShortForm && tokens < LongForm)
            return false;
        int before = tokens == ShortForm ? 5 : 7;
        MemoryExtensions.SpanSplitEnumerator<char> split = reply.Split('.');
        for (int i = 0; i <= before; i++)
            split.MoveNext();
        return TryNumber(reply, split.Current, out long stream)
            && split.MoveNext() && TryNumber(reply, split.Current, out long consumer)
            && split.MoveNext() && TryNumber(reply, split.Current, out long time)
            && split.MoveNext() && TryNumber(reply, split.Current, out long pending)
            && TryMake(stream, consumer, time, pending, out delivery);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, Range range, out long number) =>
        long.TryParse(text[range], System.Globalization.NumberStyles.None, null, out number);

    private static bool TryMake(long stream, long consumer, long time, long pending, out DeliverySubject delivery)
    {
        delivery = new DeliverySubject(stream, consumer, pending, DateTimeOffset.UnixEpoch.AddTicks(time / NanosecondsPerTick));
        return stream > 0 && consumer > 0;
    }
}
