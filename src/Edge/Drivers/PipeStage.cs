namespace Edge.Drivers;

/// <summary>Where a caller's Kestrel connection stands.</summary>
internal enum PipeStage : byte
{
    /// <summary>It has requests, or waits for one.</summary>
    Open,

    /// <summary>Its last answer is out; for a moment, what the caller still sends is read and dropped.</summary>
    Parting,

    /// <summary>It was ended or cut: what is under way comes to rest.</summary>
    Leaving,

    /// <summary>Nothing is under way, and nothing begins any more.</summary>
    Over,
}
