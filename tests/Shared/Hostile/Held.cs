namespace Shared.Hostile;

/// <summary>What must become of hostile bytes for a proxy to have held. The first five are of requests, the others of answers.</summary>
internal enum Held
{
    /// <summary>Refused: nothing whole reaches the backend, no answer but an error, and the connection ends.</summary>
    Refused,

    /// <summary>Refused, or read strictly: then one request with that body reaches the backend, and the connection ends behind it.</summary>
    RefusedOrLast,

    /// <summary>Refused, or read strictly: then one request with that body reaches the backend. What follows may be answered, as what it is.</summary>
    RefusedOrOne,

    /// <summary>Not forwarded. What follows may be answered, as what it is.</summary>
    NotForwarded,

    /// <summary>Nothing is wrong with it: one request with that body reaches the backend, and what follows is answered too.</summary>
    Forwarded,

    /// <summary>The caller gets an error, or the end of its connection; the one to the backend is not used again.</summary>
    BadGateway,

    /// <summary>As <see cref="BadGateway"/>, or what has begun is cut so that it does not look whole.</summary>
    Broken,

    /// <summary>As <see cref="BadGateway"/>, or one answer in strict HTTP with that body.</summary>
    BrokenOrOne,

    /// <summary>As <see cref="BrokenOrOne"/>; in each case the connection to the backend is not used again.</summary>
    BrokenOrLast,

    /// <summary>Nothing is wrong with it: one answer with that body.</summary>
    Relayed,
}
