namespace Edge.Drivers;

/// <summary>Where an event loop gives connections that it does not serve itself: Kestrel, once and one way. Safe from any loop.</summary>
internal interface IHandover
{
    /// <summary>What plain HTTP/1.1 is called there.</summary>
    string Http1 { get; }

    /// <summary>What a connection that begins with <paramref name="bytes"/> is called there, if it is another protocol than HTTP/1.1 and is served.</summary>
    string? Recognise(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Gives the open socket <paramref name="descriptor"/>, registered nowhere, with the bytes already read from it. Does not block;
    /// <paramref name="gate"/> is left when the connection has ended.
    /// </summary>
    void Give(string protocol, int descriptor, ReadOnlySpan<byte> prefix, Transport.ConnectionGate gate);
}
