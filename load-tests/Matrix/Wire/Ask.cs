namespace Edge.LoadTests.Matrix.Wire;

/// <summary>What a caller asks for.</summary>
internal enum Ask : byte
{
    /// <summary>Some hundred bytes there and back.</summary>
    Small,

    /// <summary>64 KiB there.</summary>
    Upload,

    /// <summary>64 KiB back.</summary>
    Large,

    /// <summary>The same, delimited by the end of the connection.</summary>
    LargeToClose,

    /// <summary>Events back, one each 10 ms.</summary>
    Stream,

    /// <summary>The same, delimited by the end of the connection.</summary>
    StreamToClose,

    /// <summary>A few events back.</summary>
    ShortStream,
}
