namespace Edge.Mock.Faults;

/// <summary>What is to go wrong with an answer. Members combine: <c>cut-events=3,reset</c> cuts with a RST.</summary>
internal sealed record MockFault
{
    /// <summary>Nothing goes wrong.</summary>
    internal static MockFault None { get; } = new();

    /// <summary>Answers with an error of this status; null leaves the answer as it is.</summary>
    internal int? Status { get; init; }

    /// <summary>Never answers and keeps the connection.</summary>
    internal bool Hang { get; init; }

    /// <summary>Goes silent after so many events. A JSON answer is one event; its head is sent in any case.</summary>
    internal int? HangAfter { get; init; }

    /// <summary>Cuts the connection after so many bytes of the answer's body, framing not counted.</summary>
    internal long? CutBytes { get; init; }

    /// <summary>Cuts the connection after so many events. A JSON answer is one event; its head is sent in any case.</summary>
    internal int? CutEvents { get; init; }

    /// <summary>Cuts with a RST instead of a FIN; alone, before the answer.</summary>
    internal bool Reset { get; init; }

    /// <summary>Waits so long before each event after the first, instead of a token's time.</summary>
    internal TimeSpan? Slow { get; init; }

    /// <summary>Begins an answer that a model works on so much later.</summary>
    internal TimeSpan? Late { get; init; }

    /// <summary>Answers with a status line that is none, and closes.</summary>
    internal bool MalformedHead { get; init; }

    /// <summary>Closes instead of answering.</summary>
    internal bool CloseBeforeAnswer { get; init; }

    /// <summary>Ends a stream cleanly, without the event that says it is complete.</summary>
    internal bool NoEndMark { get; init; }

    /// <summary>Answers before the body is read, as the first of <c>--models</c>; the body is read afterwards.</summary>
    internal bool EarlyAnswer { get; init; }

    /// <summary>As it was written.</summary>
    internal string Text { get; init; } = "";

    /// <summary>Whether the connection is cut instead of answering.</summary>
    internal bool CutsBeforeAnswer => CloseBeforeAnswer || (Reset && !MalformedHead && CutBytes is null && CutEvents is null);
}
