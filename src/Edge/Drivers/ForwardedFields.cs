using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Edge.Buffers;
using Edge.Http1;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Drivers;

/// <summary>
/// Says upstream who called: <c>X-Forwarded-For|Proto|Host</c> and <c>Forwarded</c> (RFC 7239). What a caller claims is
/// overwritten, unless the caller is a trusted proxy: then its list is kept and the proxy appended.
/// </summary>
internal sealed class ForwardedFields(ImmutableArray<IPNetwork> trusted)
{
    /// <summary>Bytes of a value that is passed on: room for a chain of proxies, not for a sender's fancy.</summary>
    internal const int MaxLength = 1024;

    private const string For = "X-Forwarded-For";
    private const string Proto = "X-Forwarded-Proto";
    private const string Host = "X-Forwarded-Host";

    /// <summary>Writes the fields, each with its line end.</summary>
    internal void Write(ByteBuffer output, IHttpRequestFeature request, IPAddress? remote)
    {
        IHeaderDictionary fields = request.Headers;
        bool keep = remote is not null && IsTrusted(remote);
        string host = keep && fields[Host].Count > 0 ? fields[Host].ToString() : fields.Host.ToString();
        string proto = keep && fields[Proto].Count > 0 ? fields[Proto].ToString() : request.Scheme;
        Line(output, "X-Forwarded-For: "u8, keep ? fields[For].ToString() : "", remote);
        if (IsPlain(proto))
            Line(output, "X-Forwarded-Proto: "u8, proto, null);
        if (IsPlain(host))
            Line(output, "X-Forwarded-Host: "u8, host, null);
        Forwarded(output, keep ? fields["Forwarded"].ToString() : "", remote, request.Scheme, fields.Host.ToString());
    }

    /// <summary>Whether <paramref name="remote"/> is a proxy whose claims are kept.</summary>
    internal bool IsTrusted(IPAddress remote)
    {
        foreach (IPNetwork network in trusted)
        {
            if (network.Contains(remote))
                return true;
        }
        return false;
    }

    private static void Line(ByteBuffer output, ReadOnlySpan<byte> name, string before, IPAddress? remote)
    {
        output.Append(name);
        Before(output, before);
        if (remote is not null)
            Address(output, remote);
        output.Append("\r\n"u8);

        void Before(ByteBuffer to, string text)
        {
            if (text.Length == 0 || !IsPlain(text))
                return;
            to.AppendLatin1(text);
            if (remote is not null)
                to.Append(", "u8);
        }
    }

    private static void Forwarded(ByteBuffer output, string before, IPAddress? remote, string scheme, string host)
    {
        output.Append("Forwarded: "u8);
        if (before.Length > 0 && IsPlain(before))
        {
            output.AppendLatin1(before);
            output.Append(", "u8);
        }
        output.Append("for="u8);
        bool v6 = remote?.AddressFamily == AddressFamily.InterNetworkV6;
        output.Append(v6 ? "\"["u8 : default);
        if (remote is null)
            output.Append("unknown"u8);
        else
            Address(output, remote);
        output.Append(v6 ? "]\""u8 : default);
        output.Append(";proto="u8);
        output.AppendLatin1(scheme);
        if (host.Length > 0 && IsPlain(host) && !host.Contains('"', StringComparison.Ordinal) && !host.Contains('\\', StringComparison.Ordinal))
        {
            output.Append(";host=\""u8);
            output.AppendLatin1(host);
            output.Append("\""u8);
        }
        output.Append("\r\n"u8);
    }

    private static void Address(ByteBuffer output, IPAddress address)
    {
        Span<char> text = stackalloc char[64];
        address.TryFormat(text, out int length);
        output.AppendLatin1(text[..length]);
    }

    private static bool IsPlain(string text)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        return text.Length <= bytes.Length && FieldRules.IsFieldValue(bytes[..Encoding.Latin1.GetBytes(text, bytes)]);
    }
}
