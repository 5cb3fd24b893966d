namespace Edge.Http1;

/// <summary>
/// Why the head of a request is refused, in words for its sender. Constants, so that refusing allocates nothing and a test can
/// name the reason.
/// </summary>
internal static class RequestFlaw
{
    /// <summary>RFC 9112 §3: not <c>method SP request-target SP HTTP-version</c>.</summary>
    internal const string Line = "The request line is invalid.";

    /// <summary>The request line is longer than <see cref="RequestLimits.LineBytes"/>; 414 (RFC 9112 §3).</summary>
    internal const string LineTooLong = "The request line is too long.";

    /// <summary>Neither HTTP/1.0 nor HTTP/1.1; 505 (RFC 9110 §15.6.6).</summary>
    internal const string Version = "This HTTP version is not supported.";

    /// <summary>RFC 9112 §3.2: a byte outside 0x21-0x7E, a fragment, or an escaped NUL in the path, which ends it in some reader.</summary>
    internal const string Target = "The request target holds a character that is not allowed.";

    /// <summary>RFC 9112 §2.2: a line ends in LF without CR, or a CR stands alone.</summary>
    internal const string LineEnd = "A line of the request's head does not end in CR LF.";

    /// <summary>The head is longer than <see cref="RequestLimits.HeadBytes"/>; 431 (RFC 6585 §5).</summary>
    internal const string HeadTooLarge = "The request's head is too large.";

    /// <summary>There are more field lines than <see cref="RequestLimits.Fields"/>; 431 (RFC 6585 §5).</summary>
    internal const string TooManyFields = "The request has too many header fields.";

    /// <summary>RFC 9112 §5.2: a field value is folded over lines.</summary>
    internal const string Folded = "A header field is folded over several lines.";

    /// <summary>RFC 9112 §5.1, RFC 9110 §5.5: the name is no token directly before a colon, or a control is in the value.</summary>
    internal const string Field = "A header field has a name or value that is not allowed.";

    /// <summary>RFC 9112 §3.2: Host is missing from HTTP/1.1, said twice, no <c>host [":" port]</c>, or not that of an absolute target.</summary>
    internal const string Host = "The request must have one valid Host that names what its target names.";

    /// <summary>RFC 9112 §6: whatever two readers could frame differently, as a length said twice, or both framings.</summary>
    internal const string Framing = "The body must be framed by one Content-Length, or by one Transfer-Encoding that is 'chunked'.";

    /// <summary>RFC 9112 §6.3: of HTTP/1.0 a POST without a length could end anywhere.</summary>
    internal const string NoLength = "A body sent by HTTP/1.0 needs a Content-Length.";

    /// <summary>More options than <see cref="Http1Limits.ConnectionOptions"/>.</summary>
    internal const string Connection = "The Connection field names too many fields.";
}
