using System.Text;

namespace Edge.Http1;

/// <summary>Recognises the fields of a request that Edge acts on, and so decides which of them go upstream.</summary>
internal static class RequestFields
{
    /// <summary>
    /// What <paramref name="name"/> is, without regard to case. Length and first letter decide before anything is compared, so
    /// that most names cost a jump or one comparison.
    /// </summary>
    internal static RequestField Of(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return RequestField.Other;
        return (name[0] | 0x20) switch
        {
            'a' => OfA(name),
            'c' => OfC(name),
            'e' when Is(name, "expect"u8) => RequestField.Expect,
            'f' when Is(name, "forwarded"u8) => RequestField.Forwarded,
            'h' when Is(name, "host"u8) => RequestField.Host,
            'o' when Is(name, "origin"u8) => RequestField.Origin,
            'x' => OfX(name),
            // About the caller's connection (RFC 9110 §7.6.1, RFC 7540 §3.2.1); ours has its own.
            'h' when Is(name, "http2-settings"u8) => RequestField.HopByHop,
            'k' when Is(name, "keep-alive"u8) => RequestField.HopByHop,
            't' when Is(name, "transfer-encoding"u8) => RequestField.TransferEncoding,
            't' when Is(name, "traceparent"u8) => RequestField.TraceParent,
            't' when Is(name, "tracestate"u8) => RequestField.TraceState,
            't' when Is(name, "te"u8) || Is(name, "trailer"u8) => RequestField.HopByHop,
            'u' when Is(name, "upgrade"u8) => RequestField.Upgrade,
            // Between the caller and a proxy; the upstream is not its reader (RFC 9110 §11.7).
            'p' when Is(name, "proxy-connection"u8) || Is(name, "proxy-authenticate"u8) || Is(name, "proxy-authorization"u8) => RequestField.HopByHop,
            // Pseudo-fields of HTTP/2 (RFC 9113 §8.3): they are in the request line and Host.
            ':' => RequestField.HopByHop,
            _ => RequestField.Other,
        };
    }

    private static RequestField OfA(ReadOnlySpan<byte> name) => name.Length switch
    {
        7 when Is(name, "api-key"u8) => RequestField.ApiKey,
        13 when Is(name, "authorization"u8) => RequestField.Authorization,
        15 when Is(name, "accept-encoding"u8) => RequestField.AcceptEncoding,
        // The browser asks our listener, which answers for itself; the upstream's opinion would be dropped.
        29 when Is(name, "access-control-request-method"u8) => RequestField.ForUs,
        30 when Is(name, "access-control-request-headers"u8) => RequestField.ForUs,
        38 when Is(name, "access-control-request-private-network"u8) => RequestField.ForUs,
        _ => RequestField.Other,
    };

    private static RequestField OfC(ReadOnlySpan<byte> name) => name.Length switch
    {
        6 when Is(name, "cookie"u8) => RequestField.Cookie,
        10 when Is(name, "connection"u8) => RequestField.Connection,
        12 when Is(name, "content-type"u8) => RequestField.ContentType,
        14 when Is(name, "content-length"u8) => RequestField.ContentLength,
        16 when Is(name, "content-encoding"u8) => RequestField.ContentEncoding,
        // Instructions to the gateway, one of which carries a key.
        >= 7 when (name[1] | 0x20) == 'f' && Is(name[..7], "cf-aig-"u8) => RequestField.ForUs,
        _ => RequestField.Other,
    };

    private static RequestField OfX(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 9 when Is(name, "x-api-key"u8):
                return RequestField.XApiKey;
            // A claim about who called, like those of X-Forwarded.
            case 9 when Is(name, "x-real-ip"u8):
                return RequestField.ForUs;
            case 12 when Is(name, "x-request-id"u8):
                return RequestField.XRequestId;
            case 14 when Is(name, "x-edge-details"u8):
                return RequestField.XEdgeDetails;
            case 18 when Is(name, "x-session-affinity"u8):
                return RequestField.XSessionAffinity;
            case < 12:
                return RequestField.Other;
        }
        if (name.Length > 15 && (name[2] | 0x20) == 'e' && Is(name[..15], "x-edge-timeout-"u8))
            return RequestField.XEdgeTimeout;
        if ((name[2] | 0x20) != 'f' || !Is(name[..12], "x-forwarded-"u8))
            return RequestField.Other;
        ReadOnlySpan<byte> claim = name[12..];
        return Is(claim, "for"u8) ? RequestField.XForwardedFor
            : Is(claim, "proto"u8) ? RequestField.XForwardedProto
            : Is(claim, "host"u8) ? RequestField.XForwardedHost
            : RequestField.ForUs;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => name.Length == lower.Length && Ascii.EqualsIgnoreCase(name, lower);
}
