namespace Edge.Drivers;

/// <summary>What becomes of a caller's connection after the request at hand.</summary>
internal enum SessionFate : byte
{
    /// <summary>It waits for the next request.</summary>
    KeepAlive,

    /// <summary>It ends in good order once everything is sent.</summary>
    Close,

    /// <summary>The answer is not whole: what there is goes out, then the end of the connection shows it.</summary>
    Cut,

    /// <summary>The same where the end of the connection would be that of the answer: only a reset shows it.</summary>
    Reset,
}
