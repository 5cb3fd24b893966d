namespace Edge.LoadTests.Matrix.Cells;

/// <summary>When the fault begins.</summary>
internal enum Phase : byte
{
    /// <summary>Before a connection stands.</summary>
    Connect,

    /// <summary>Within the head of a request, or of an answer.</summary>
    Head,

    /// <summary>Within the body of a request, or of an answer that is no stream.</summary>
    Body,

    /// <summary>Within the events of an answer.</summary>
    Stream,

    /// <summary>Within the first words of a NATS server, or of its client.</summary>
    Handshake,

    /// <summary>Within the documents that an edge reads when it starts.</summary>
    InitialLoad,

    /// <summary>While an edge follows the changes.</summary>
    Live,
}
