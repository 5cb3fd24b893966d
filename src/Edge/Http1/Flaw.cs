namespace Edge.Http1;

/// <summary>Why an answer is malformed. Constants, so that refusing allocates nothing and a test can name the reason.</summary>
internal static class Flaw
{
    /// <summary>The first bytes are not those of an HTTP/1 answer.</summary>
    internal const string NotHttp = "the answer does not begin with HTTP/1.";

    /// <summary>RFC 9112 §4: not <c>HTTP-version SP 3DIGIT SP [reason]</c>, or a status outside 100-599.</summary>
    internal const string StatusLine = "the status line is invalid";

    /// <summary>RFC 9110 §7.8: a 101 without our having asked to upgrade.</summary>
    internal const string Upgrade = "the answer switches protocols, which nobody asked for";

    /// <summary>RFC 9112 §2.2: a line ends in LF without CR.</summary>
    internal const string BareLineFeed = "a line of the head ends in LF without CR";

    /// <summary>A line is longer than <see cref="Http1Limits.LineBytes"/>.</summary>
    internal const string LineTooLong = "a line of the head is too long";

    /// <summary>The head is longer than <see cref="Http1Limits.HeadBytes"/>.</summary>
    internal const string HeadTooLarge = "the head is too large";

    /// <summary>There are more field lines than <see cref="Http1Limits.Fields"/>.</summary>
    internal const string TooManyFields = "the head has too many fields";

    /// <summary>RFC 9112 §5.2: a field value is folded over lines.</summary>
    internal const string Folded = "a field is folded over several lines";

    /// <summary>RFC 9112 §5.1: the name is empty, no token, or not directly followed by a colon.</summary>
    internal const string FieldName = "a field name is invalid";

    /// <summary>RFC 9110 §5.5: a control byte in a value.</summary>
    internal const string FieldValue = "a field value contains a control byte";

    /// <summary>RFC 9110 §7.6.1: a connection option that is no token.</summary>
    internal const string Connection = "the Connection field is invalid";

    /// <summary>More options than <see cref="Http1Limits.ConnectionOptions"/>.</summary>
    internal const string TooManyOptions = "the Connection field names too many fields";

    /// <summary>RFC 9110 §8.6: not digits alone, or more than <see cref="Http1Limits.BodyBytes"/>.</summary>
    internal const string ContentLength = "the Content-Length is invalid";

    /// <summary>RFC 9112 §6.3: two lengths that differ.</summary>
    internal const string TwoLengths = "two Content-Lengths differ";

    /// <summary>RFC 9112 §6.1: anything but <c>chunked</c>, once.</summary>
    internal const string TransferEncoding = "the Transfer-Encoding is not exactly one 'chunked'";

    /// <summary>RFC 9112 §6.1: an HTTP/1.0 answer cannot be chunked.</summary>
    internal const string ChunkedOld = "an HTTP/1.0 answer has a Transfer-Encoding";

    /// <summary>RFC 9112 §6.3: two framings; which one the sender meant is a guess.</summary>
    internal const string TwoFramings = "the answer has both Transfer-Encoding and Content-Length";

    /// <summary>RFC 9112 §7.1: no hexadecimal digit, too many of them, or a size over <see cref="Http1Limits.BodyBytes"/>.</summary>
    internal const string ChunkSize = "a chunk size is invalid";

    /// <summary>RFC 9112 §7.1.1: a control byte, or more than <see cref="Http1Limits.ChunkExtensionBytes"/>.</summary>
    internal const string ChunkExtension = "a chunk extension is invalid or too long";

    /// <summary>RFC 9112 §7.1: CRLF is missing after the size or the data of a chunk.</summary>
    internal const string ChunkEnd = "a chunk does not end in CRLF";

    /// <summary>RFC 9112 §7.1.2: after the last chunk comes what is neither a field line nor the empty line.</summary>
    internal const string Trailer = "the trailer section is invalid";

    /// <summary>The trailer section is longer than <see cref="Http1Limits.HeadBytes"/>.</summary>
    internal const string TrailerTooLarge = "the trailer section is too large";

    /// <summary>RFC 9110 §15.3.6: 205 must say that it has no content.</summary>
    internal const string ContentAfterReset = "an answer 205 has content";

    /// <summary>The peer closed before the first byte of an answer.</summary>
    internal const string ClosedBefore = "the connection was closed before an answer";

    /// <summary>RFC 9112 §8: the peer closed inside the answer.</summary>
    internal const string ClosedInside = "the connection was closed inside the answer";
}
