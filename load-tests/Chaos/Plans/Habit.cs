namespace Edge.LoadTests.Chaos.Plans;

/// <summary>How a caller behaves.</summary>
internal enum Habit : byte
{
    /// <summary>Sends at once, reads what comes.</summary>
    Patient,

    /// <summary>Sends its body in pieces with pauses.</summary>
    SendsSlowly,

    /// <summary>Reads little at a time, with pauses.</summary>
    ReadsSlowly,

    /// <summary>Leaves before the request is sent, behind so many bytes of it.</summary>
    LeavesWhileSending,

    /// <summary>Leaves behind the request, after so many milliseconds.</summary>
    LeavesWhileWaiting,

    /// <summary>Leaves within the answer, behind so many bytes of it.</summary>
    LeavesWhileReading,

    /// <summary>Ends its side behind the request, and reads on.</summary>
    EndsItsSide,
}
