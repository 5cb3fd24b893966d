namespace Edge.Http1;

/// <summary>Fields of an answer that Edge acts on. From <see cref="Connection"/> on they are for this hop only and never relayed.</summary>
internal enum ResponseField : byte
{
    /// <summary>Relayed as it is.</summary>
    Other,

    /// <summary>Content-Type (RFC 9110 §8.3): says whether the body is an event stream.</summary>
    ContentType,

    /// <summary>Content-Encoding (RFC 9110 §8.4): whether what passes can be read.</summary>
    ContentEncoding,

    /// <summary>Date (RFC 9110 §6.6.1): a server of ours would write its own beside it.</summary>
    Date,

    /// <summary>Server (RFC 9110 §10.2.4): a server of ours would write its own beside it.</summary>
    Server,

    /// <summary>Retry-After (RFC 9110 §10.2.3): a replica asks for a pause.</summary>
    RetryAfter,

    /// <summary>x-request-id: the upstream's, relayed under another name beside ours.</summary>
    RequestId,

    /// <summary>Connection (RFC 9110 §7.6.1): options of this connection and names of other fields for this hop.</summary>
    Connection,

    /// <summary>Content-Length (RFC 9110 §8.6): framing, written anew.</summary>
    ContentLength,

    /// <summary>Transfer-Encoding (RFC 9112 §6.1): framing, written anew.</summary>
    TransferEncoding,

    /// <summary>A field about this connection, see <see cref="ResponseFields"/>.</summary>
    HopByHop,

    /// <summary>A field that speaks for the upstream's own host, which the caller never asked, see <see cref="ResponseFields"/>.</summary>
    OtherHost,
}
