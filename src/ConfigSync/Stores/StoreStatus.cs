namespace ConfigSync.Stores;

/// <summary>Whether a store is followed.</summary>
public enum StoreState
{
    /// <summary>Not reached yet.</summary>
    Connecting,

    /// <summary>Followed: what is written arrives.</summary>
    Live,

    /// <summary>Lost; what was applied goes on serving, and the store is tried again.</summary>
    Disconnected,

    /// <summary>
    /// The store is there but another than before, or empty: what it says is not applied, what was applied goes on serving,
    /// until an operator adopts it.
    /// </summary>
    StoreReset,
}

/// <summary>How it stands with a store.</summary>
/// <param name="State">In a word.</param>
/// <param name="Reason">For people: why, and what to do; empty while live.</param>
public sealed record StoreStatus(StoreState State, string Reason);

/// <summary>A store could not be asked.</summary>
/// <param name="message">Why.</param>
/// <param name="inner">What was behind it.</param>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
