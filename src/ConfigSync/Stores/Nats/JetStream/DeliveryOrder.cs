namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>Where a delivered message stands in its consumer's order.</summary>
internal enum DeliveryPlace
{
    /// <summary>The one that was due.</summary>
    Next,

    /// <summary>One that had come before: not taken again.</summary>
    Repeated,

    /// <summary>One further on: messages before it are lost.</summary>
    AfterGap,
}

/// <summary>Finds what is missing or comes twice by the numbers that one consumer gives its messages. One thread at a time.</summary>
internal sealed class DeliveryOrder
{
    /// <summary>The last message of the consumer that was taken.</summary>
    internal long Last { get; private set; }

    /// <summary>Judges a message by its consumer sequence, and counts it when it is due.</summary>
    internal DeliveryPlace Take(long sequence)
    {
        if (sequence <= Last)
            return DeliveryPlace.Repeated;
        if (sequence > Last + 1)
            return DeliveryPlace.AfterGap;
        Last = sequence;
        return DeliveryPlace.Next;
    }

    /// <summary>Whether nothing is missing, going by what a heartbeat says was delivered last.</summary>
    internal bool IsComplete(long lastDelivered) => lastDelivered <= Last;
}
