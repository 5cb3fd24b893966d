namespace Edge.Drivers;

/// <summary>What <see cref="Http1Session.Begin"/> made of the bytes it was shown.</summary>
internal enum SessionStep : byte
{
    /// <summary>The head is not whole; nothing was consumed.</summary>
    NeedMore,

    /// <summary>The head was consumed and a request has begun.</summary>
    Begun,

    /// <summary>The request is not one to be forwarded from here; nothing was consumed.</summary>
    NotOurs,
}
