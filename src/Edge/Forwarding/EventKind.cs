namespace Edge.Forwarding;

/// <summary>What the beginning of an event's data says of it.</summary>
internal enum EventKind : byte
{
    /// <summary>Nothing of interest.</summary>
    Other,

    /// <summary>It brings a piece of the answer, most often one token.</summary>
    Content,

    /// <summary>It ends the stream.</summary>
    End,
}
