namespace NATS.Client.Core;

/// <summary>A header that is none; found in <see cref="NatsMsg{T}.Error"/>, never thrown by the connection.</summary>
public class NatsHeaderParseException : NatsException
{
    /// <summary>Makes one.</summary>
    /// <param name="rawData">The header as it came.</param>
    /// <param name="inner">What is wrong with it.</param>
    public NatsHeaderParseException(byte[] rawData, Exception inner)
        : base("The header cannot be read", inner) => RawData = rawData;

    /// <summary>The header as it came.</summary>
    public byte[] RawData { get; }
}
