namespace Edge.Http1;

/// <summary>Fields of a request that Edge acts on. From <see cref="Host"/> on they stay behind on the way upstream.</summary>
internal enum RequestField : byte
{
    /// <summary>Goes upstream as it is.</summary>
    Other,

    /// <summary>Content-Type (RFC 9110 §8.3): whether the body is JSON.</summary>
    ContentType,

    /// <summary>Content-Encoding (RFC 9110 §8.4): whether the body can be read.</summary>
    ContentEncoding,

    /// <summary>x-session-affinity: which requests should go to one replica. Goes on, for model servers that keep sessions too.</summary>
    XSessionAffinity,

    /// <summary>traceparent (W3C Trace Context §3.2): which trace the request belongs to. Where traces are made here, ours goes on in its place.</summary>
    TraceParent,

    /// <summary>tracestate (W3C Trace Context §3.3): what others keep with the trace.</summary>
    TraceState,

    /// <summary>Host (RFC 9110 §7.2): ours to the caller; the upstream has its own.</summary>
    Host,

    /// <summary>Content-Length (RFC 9110 §8.6): framing, written anew.</summary>
    ContentLength,

    /// <summary>Transfer-Encoding (RFC 9112 §6.1): framing, written anew.</summary>
    TransferEncoding,

    /// <summary>Connection (RFC 9110 §7.6.1): options of this connection and names of other fields for this hop.</summary>
    Connection,

    /// <summary>Upgrade (RFC 9110 §7.8): an offer to this hop.</summary>
    Upgrade,

    /// <summary>Expect (RFC 9110 §10.1.1): whoever reads the head answers it; upstream the body follows at once.</summary>
    Expect,

    /// <summary>Authorization (RFC 9110 §11.6.2): the caller's secret, for us.</summary>
    Authorization,

    /// <summary>x-api-key: the caller's secret, for us.</summary>
    XApiKey,

    /// <summary>api-key: the caller's secret, for us.</summary>
    ApiKey,

    /// <summary>Cookie (RFC 6265 §5.4): the caller's secret for our host.</summary>
    Cookie,

    /// <summary>Accept-Encoding (RFC 9110 §12.5.3): we ask for identity, since end marks are read from what passes.</summary>
    AcceptEncoding,

    /// <summary>x-request-id: ours is sent, which is the caller's when that was sane.</summary>
    XRequestId,

    /// <summary>Origin (RFC 6454 §7): a browser asks our listener, which answers for itself.</summary>
    Origin,

    /// <summary>Forwarded (RFC 7239): a claim about who called, written anew from what we know.</summary>
    Forwarded,

    /// <summary>X-Forwarded-For: a claim like <see cref="Forwarded"/>.</summary>
    XForwardedFor,

    /// <summary>X-Forwarded-Proto: a claim like <see cref="Forwarded"/>.</summary>
    XForwardedProto,

    /// <summary>X-Forwarded-Host: a claim like <see cref="Forwarded"/>.</summary>
    XForwardedHost,

    /// <summary>A field about this connection, see <see cref="RequestFields"/>.</summary>
    HopByHop,

    /// <summary>x-edge-timeout-*: how long this call may take.</summary>
    XEdgeTimeout,

    /// <summary>x-edge-details: the answer is to say which way the request went.</summary>
    XEdgeDetails,

    /// <summary>A field that speaks to us alone, see <see cref="RequestFields"/>.</summary>
    ForUs,
}
