using System.Buffers.Text;
using System.Text;

namespace Edge.Http1;

/// <summary>
/// Collects the fields that frame a body and judges them together (RFC 9112 §6). Whatever two readers could understand
/// differently is refused: upstreams are ours, and a wrong guess hands one caller's answer to another.
/// </summary>
internal struct FramingFields
{
    private bool _chunked;
    private bool _hasLength;
    private long _length;

    /// <summary>Content-Length, or -1.</summary>
    internal readonly long Length => _hasLength ? _length : -1;

    /// <summary>
    /// <c>Content-Length = 1*DIGIT</c> (RFC 9110 §8.6). The same length said again is one length (RFC 9112 §6.3 item 5); a list
    /// within one field is not. Returns the flaw, or null.
    /// </summary>
    internal string? AddContentLength(ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0
            || !Utf8Parser.TryParse(value, out long length, out _)
            || length > Http1Limits.BodyBytes)
            return Flaw.ContentLength;
        if (_hasLength && length != _length)
            return Flaw.TwoLengths;
        (_hasLength, _length) = (true, length);
        return null;
    }

    /// <summary>
    /// <c>Transfer-Encoding = #transfer-coding</c> (RFC 9112 §6.1), of which only a single <c>chunked</c> without parameters is
    /// taken: we sent no TE, so nothing else may come. Returns the flaw, or null.
    /// </summary>
    internal string? AddTransferEncoding(ReadOnlySpan<byte> value)
    {
        if (_chunked || !Ascii.EqualsIgnoreCase(value, "chunked"u8))
            return Flaw.TransferEncoding;
        _chunked = true;
        return null;
    }

    /// <summary>
    /// The rules of RFC 9112 §6.3 in their order: answers without a body, chunked, a length, until close.
    /// </summary>
    internal readonly BodyFraming Judge(bool headRequest, int status, int minorVersion, out string? flaw)
    {
        // An answer 205 has no content, and says so by a length of 0 (RFC 9110 §15.3.6).
        flaw = status == 205 && !headRequest && (_chunked || !_hasLength || _length != 0) ? Flaw.ContentAfterReset
            : _chunked && minorVersion == 0 ? Flaw.ChunkedOld
            : _chunked && _hasLength ? Flaw.TwoFramings
            : null;
        return headRequest || status is 204 or 304 ? BodyFraming.None
            : _chunked ? BodyFraming.Chunked
            : _hasLength ? BodyFraming.Length
            : BodyFraming.UntilClose;
    }
}
