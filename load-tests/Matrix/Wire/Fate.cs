namespace Edge.LoadTests.Matrix.Wire;

/// <summary>How a request may end for its caller.</summary>
[Flags]
internal enum Fate : byte
{
    /// <summary>In a way that nobody promised: an end that looks like a good one and is none, or bytes that do not belong there.</summary>
    Wrong = 0,

    /// <summary>The whole answer came, byte for byte.</summary>
    Whole = 1,

    /// <summary>An error of the edge's own came, whole; behind a part of a stream as an event, followed by a break.</summary>
    Told = 2,

    /// <summary>A part of the answer came, maybe none of it, and a break that can be seen.</summary>
    Broken = 4,

    /// <summary>No connection stood.</summary>
    NoWay = 8,

    /// <summary>The caller left, as it was to.</summary>
    Left = 16,

    /// <summary>The caller waited as long as it would.</summary>
    GaveUp = 32,
}
