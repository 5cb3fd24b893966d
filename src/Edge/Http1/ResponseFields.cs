using System.Text;

namespace Edge.Http1;

/// <summary>Recognises the fields of an answer that Edge acts on.</summary>
internal static class ResponseFields
{
    /// <summary>What <paramref name="name"/> is, without regard to case. The length decides first, so that most names cost one jump.</summary>
    internal static ResponseField Of(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when Is(name, "te"u8) => ResponseField.HopByHop,
        4 when Is(name, "date"u8) => ResponseField.Date,
        6 when Is(name, "server"u8) => ResponseField.Server,
        // Trailer announces fields that are dropped with the chunk framing (RFC 9110 §6.6.2).
        7 when Is(name, "upgrade"u8) || Is(name, "trailer"u8) => ResponseField.HopByHop,
        // Would send callers past us to the upstream's other address (RFC 7838 §3).
        7 when Is(name, "alt-svc"u8) => ResponseField.OtherHost,
        10 when Is(name, "connection"u8) => ResponseField.Connection,
        10 when Is(name, "keep-alive"u8) => ResponseField.HopByHop,
        // Cookies do not go upstream, so one that comes back belongs to no caller (RFC 6265 §4.1.2.3 ties it to a host).
        10 when Is(name, "set-cookie"u8) => ResponseField.OtherHost,
        11 when Is(name, "retry-after"u8) => ResponseField.RetryAfter,
        12 when Is(name, "content-type"u8) => ResponseField.ContentType,
        12 when Is(name, "x-request-id"u8) => ResponseField.RequestId,
        14 when Is(name, "content-length"u8) => ResponseField.ContentLength,
        16 when Is(name, "content-encoding"u8) => ResponseField.ContentEncoding,
        16 when Is(name, "proxy-connection"u8) => ResponseField.HopByHop,
        17 when Is(name, "transfer-encoding"u8) => ResponseField.TransferEncoding,
        // Challenges between a proxy and its client (RFC 9110 §11.7): we are no proxy to the caller.
        18 when Is(name, "proxy-authenticate"u8) => ResponseField.HopByHop,
        25 when Is(name, "proxy-authentication-info"u8) => ResponseField.HopByHop,
        // TLS policy of our host is its operator's to set (RFC 6797 §8.1).
        25 when Is(name, "strict-transport-security"u8) => ResponseField.OtherHost,
        // Which origins may call is for our listener to say, once: an upstream's word beside ours makes browsers refuse both.
        > 15 when name[..15] is var start && Is(start, "access-control-"u8) => ResponseField.OtherHost,
        _ => ResponseField.Other,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => Ascii.EqualsIgnoreCase(name, lower);
}
