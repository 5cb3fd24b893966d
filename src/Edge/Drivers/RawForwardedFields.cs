using Edge.Buffers;
using Edge.Http1;

namespace Edge.Drivers;

/// <summary>
/// The twin of <see cref="ForwardedFields"/> for heads that were parsed here: the same fields from the same claims. Safe from
/// any thread.
/// </summary>
internal static class RawForwardedFields
{
    /// <summary>Writes the fields, each with its line end.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="request">The request that <paramref name="head"/> was parsed to.</param>
    /// <param name="head">The bytes of its head.</param>
    /// <param name="remote">The caller's address as text, empty when it is not known.</param>
    /// <param name="isV6">Whether that is one of IPv6, which is quoted where its colons would mean something.</param>
    /// <param name="trusted">Whether the caller is a proxy whose claims are kept.</param>
    /// <param name="scheme"><c>http</c> or <c>https</c>.</param>
    internal static void Write(
        ByteBuffer output,
        RequestHeadParser request,
        ReadOnlySpan<byte> head,
        ReadOnlySpan<byte> remote,
        bool isV6,
        bool trusted,
        ReadOnlySpan<byte> scheme)
    {
        ReadOnlySpan<byte> host = request.ValuesOf(head, RequestField.Host);
        output.Append("X-Forwarded-For: "u8);
        if (trusted && AppendList(output, request, head, RequestField.XForwardedFor) && !remote.IsEmpty)
            output.Append(", "u8);
        output.Append(remote);
        output.Append("\r\n"u8);
        Line(output, "X-Forwarded-Proto: "u8, request, head, trusted, RequestField.XForwardedProto, scheme);
        Line(output, "X-Forwarded-Host: "u8, request, head, trusted, RequestField.XForwardedHost, host);
        output.Append("Forwarded: "u8);
        if (trusted && AppendList(output, request, head, RequestField.Forwarded))
            output.Append(", "u8);
        Element(output, remote, isV6, scheme, host.Length > ForwardedFields.MaxLength ? default : host);
    }

    private static void Line(
        ByteBuffer output,
        ReadOnlySpan<byte> name,
        RequestHeadParser request,
        ReadOnlySpan<byte> head,
        bool trusted,
        RequestField claim,
        ReadOnlySpan<byte> known)
    {
        bool claimed = trusted && request.Has(claim);
        if ((claimed ? ListLength(request, head, claim) : known.Length) > ForwardedFields.MaxLength)
            return;
        output.Append(name);
        if (claimed)
            AppendList(output, request, head, claim);
        else
            output.Append(known);
        output.Append("\r\n"u8);
    }

    // forwarded-element = [ forwarded-pair ] *( ";" [ forwarded-pair ] ) (RFC 7239 §4). No valid host holds what ends a quoted string.
    private static void Element(ByteBuffer output, ReadOnlySpan<byte> remote, bool isV6, ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> host)
    {
        output.Append(isV6 ? "for=\"["u8 : "for="u8);
        output.Append(remote.IsEmpty ? "unknown"u8 : remote);
        output.Append(isV6 ? "]\";proto="u8 : ";proto="u8);
        output.Append(scheme);
        if (!host.IsEmpty)
        {
            output.Append(";host=\""u8);
            output.Append(host);
            output.Append("\""u8);
        }
        output.Append("\r\n"u8);
    }

    /// <summary>Adds the values of a claim as one list. False, and nothing added, when it says nothing or too much.</summary>
    private static bool AppendList(ByteBuffer output, RequestHeadParser request, ReadOnlySpan<byte> head, RequestField claim)
    {
        if (ListLength(request, head, claim) is 0 or > ForwardedFields.MaxLength)
            return false;
        bool first = true;
        for (int i = 0; i < request.FieldCount; i++)
        {
            if (request.Known(i) != claim || request.Value(head, i).IsEmpty)
                continue;
            output.Append(first ? default : ","u8);
            output.Append(request.Value(head, i));
            first = false;
        }
        return true;
    }

    private static int ListLength(RequestHeadParser request, ReadOnlySpan<byte> head, RequestField claim)
    {
        int length = 0;
        for (int i = 0; request.Has(claim) && i < request.FieldCount; i++)
        {
            if (request.Known(i) == claim && !request.Value(head, i).IsEmpty)
                length += request.Value(head, i).Length + (length > 0 ? 1 : 0);
        }
        return length;
    }
}
