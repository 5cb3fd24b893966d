namespace Edge.LoadTests.Common.Links;

/// <summary>What becomes of a flow, or of its whole connection, once so many bytes have passed.</summary>
internal enum FlowEnd : byte
{
    /// <summary>Nothing: it ends when its sender ends it.</summary>
    None,

    /// <summary>Both sides get an end of input (FIN), as if the other had closed; what they still send is dropped.</summary>
    Cut,

    /// <summary>The receiver gets an end of input; what its sender still sends is dropped. The other direction goes on.</summary>
    HalfClose,

    /// <summary>Both sides get a reset (RST).</summary>
    Reset,

    /// <summary>A black hole: what the sender sends is taken and dropped, and nobody is told, until either side ends: then both get a reset.</summary>
    Silence,
}
