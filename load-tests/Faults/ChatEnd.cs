namespace Edge.LoadTests.Faults;

/// <summary>What became of a request, as its caller sees it.</summary>
internal enum ChatEnd
{
    /// <summary>Answered 200, whole.</summary>
    Whole,

    /// <summary>Answered with another status.</summary>
    Refused,

    /// <summary>A stream that had begun, said that it failed, and broke off.</summary>
    Told,

    /// <summary>An answer that had begun and broke off without a word, or ended as if it were whole.</summary>
    Cut,

    /// <summary>The connection ended without a byte of an answer.</summary>
    Unanswered,

    /// <summary>No connection could be made: nothing was sent.</summary>
    NotConnected,
}
