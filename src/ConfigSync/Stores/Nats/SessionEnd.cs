namespace ConfigSync.Stores.Nats;

/// <summary>Why a session with the bucket ended.</summary>
/// <param name="IsDoubtful">Whether the bucket is there but not to be applied; else it could not be followed any further.</param>
/// <param name="Reason">For people.</param>
internal sealed record SessionEnd(bool IsDoubtful, string Reason)
{
    /// <summary>It could not be followed any further.</summary>
    internal static SessionEnd Lost(string reason) => new(false, reason);

    /// <summary>It is not to be applied.</summary>
    internal static SessionEnd Doubtful(string reason) => new(true, reason);
}
