namespace ConfigSync.Stores;

/// <summary>How a write ended.</summary>
public enum StoreWriteOutcome
{
    /// <summary>It is stored, and will not be lost.</summary>
    Written,

    /// <summary>Somebody else's write came first: another revision is there than was expected. Nothing was written.</summary>
    Conflict,

    /// <summary>The document is larger than the store takes. Nothing was written.</summary>
    TooLarge,

    /// <summary>The store could not be reached, or did not confirm in time: whether it was written is not known.</summary>
    Unavailable,
}

/// <summary>The end of a write.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Revision">The new revision when written; on a conflict the one that is there where it is known; else 0.</param>
/// <param name="Reason">For people: what went wrong; empty when written.</param>
public readonly record struct StoreWrite(StoreWriteOutcome Outcome, long Revision, string Reason = "");
