namespace Edge.LoadTests.Chaos.Plans;

/// <summary>What a replica does wrong with a request that was sent to it.</summary>
internal enum ServerFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Answers 500.</summary>
    Status500,

    /// <summary>Answers 503.</summary>
    Status503,

    /// <summary>Answers 503 and asks for a second without requests.</summary>
    Status503Rest,

    /// <summary>Answers 429.</summary>
    Status429,

    /// <summary>Answers 400, which nobody is asked for again.</summary>
    Status400,

    /// <summary>An interim answer before the real one.</summary>
    Interim,

    /// <summary>The first byte comes late.</summary>
    SlowFirstByte,

    /// <summary>Pauses within the answer.</summary>
    SlowAnswer,

    /// <summary>Takes the request and never answers.</summary>
    Hang,

    /// <summary>Goes silent within the answer.</summary>
    HangInAnswer,

    /// <summary>Ends the connection within the answer.</summary>
    CutAnswer,

    /// <summary>Resets the connection within the answer.</summary>
    ResetAnswer,

    /// <summary>A stream that ends in good order, without its end mark.</summary>
    NoEndMark,

    /// <summary>Announces more bytes than it sends before it closes.</summary>
    LongLength,

    /// <summary>Announces fewer bytes than it sends: what is behind them looks like another answer.</summary>
    ShortLength,

    /// <summary>A chunk whose size is no number.</summary>
    BrokenChunk,

    /// <summary>A head that is not HTTP.</summary>
    MalformedHead,

    /// <summary>Answers before it has read the body, and closes.</summary>
    EarlyAnswer,

    /// <summary>Answers before it has read the body, which it reads then.</summary>
    EarlyAnswerThenReads,

    /// <summary>Closes without an answer.</summary>
    CloseUnanswered,

    /// <summary>Closes without an answer where the connection has carried a request before.</summary>
    CloseReused,

    /// <summary>Resets without an answer.</summary>
    ResetUnanswered,

    /// <summary>Closes behind a whole answer, without having said so.</summary>
    CloseAfter,
}
