namespace Edge.Forwarding;

/// <summary>What bytes of the upstream meant for the answer.</summary>
internal enum AnswerStep : byte
{
    /// <summary>It goes on.</summary>
    More,

    /// <summary>Its head is there, and has a status that another replica is asked for instead. Nothing was passed on; it is at the next call.</summary>
    Unwanted,

    /// <summary>It is whole.</summary>
    Whole,

    /// <summary>The connection closed before a byte of it.</summary>
    Closed,

    /// <summary>It broke HTTP.</summary>
    Malformed,

    /// <summary>It ended before its end: framing or end mark missing.</summary>
    Cut,
}
