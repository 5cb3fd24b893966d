namespace Edge.Http1;

/// <summary>What says where the body of a message ends (RFC 9112 §6.3).</summary>
internal enum BodyFraming : byte
{
    /// <summary>There is no body: the head is the whole message.</summary>
    None,

    /// <summary>Content-Length says how many bytes follow.</summary>
    Length,

    /// <summary>The body comes in chunks, the last of which is empty.</summary>
    Chunked,

    /// <summary>Everything until the peer closes: a cut cannot be told from the end.</summary>
    UntilClose,
}
