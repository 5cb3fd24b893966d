namespace NATS.Client.Core;

/// <summary>A payload that its reader could not read; found in <see cref="NatsMsg{T}.Error"/>, never thrown by the connection.</summary>
public class NatsDeserializeException : NatsException
{
    /// <summary>Makes one.</summary>
    /// <param name="rawData">The payload.</param>
    /// <param name="inner">What the reader threw.</param>
    public NatsDeserializeException(byte[] rawData, Exception inner)
        : base("The payload cannot be read", inner) => RawData = rawData;

    /// <summary>The payload.</summary>
    public byte[] RawData { get; }
}
