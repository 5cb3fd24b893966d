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
    private const int MostDigits = 19;

    /// <summary>Nanoseconds in a tick of 100 ns.</summary>
    private const long NanosecondsPerTick = 100;

    /// <summary>Reads a reply subject; false when it is none of a delivered message. Without splitting it or asking .NET for numbers: of a large set that arrives it is called for each.</summary>
    internal static bool TryParse(ReadOnlySpan<char> reply, out DeliverySubject delivery)
    {
        delivery = default;
        if (!reply.StartsWith("$JS.ACK."))
            return false;
        int tokens = reply.Count('.') + 1;
        if (tokens != ShortForm && tokens < LongForm)
            return false;
        ReadOnlySpan<char> rest = reply;
        for (int before = tokens == ShortForm ? 5 : 7; before > 0; before--)
            rest = rest[(rest.IndexOf('.') + 1)..];
        return TryNumber(ref rest, out long stream)
            && TryNumber(ref rest, out long consumer)
            && TryNumber(ref rest, out long time)
            && TryNumber(ref rest, out long pending)
            && TryMake(stream, consumer, time, pending, out delivery);
    }

    /// <summary>Takes a number of digits alone off the beginning, and the dot behind it.</summary>
    private static bool TryNumber(ref ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        int length = 0;
        for (; length < text.Length && char.IsAsciiDigit(text[length]); length++)
            number = (number * 10) + (text[length] - '0');
        // A number of so many digits that does not fit has become negative.
        bool isWhole = length is > 0 and <= MostDigits && number >= 0 && (length == text.Length || text[length] == '.');
        text = text[Math.Min(length + 1, text.Length)..];
        return isWhole;
    }

    private static bool TryMake(long stream, long consumer, long time, long pending, out DeliverySubject delivery)
    {
        delivery = new DeliverySubject(stream, consumer, pending, DateTimeOffset.UnixEpoch.AddTicks(time / NanosecondsPerTick));
        return stream > 0 && consumer > 0;
    }
}
