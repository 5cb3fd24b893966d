using System.Buffers;

namespace Edge.Http1;

/// <summary><c>Host = uri-host [ ":" port ]</c> (RFC 9110 §7.2), as narrow as Kestrel takes it.</summary>
internal static class HostField
{
    // reg-name (RFC 3986 §3.2.2) without escapes and without what separates things elsewhere: * + , ; =
    private static readonly SearchValues<byte> Name = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()"u8);
    private static readonly SearchValues<byte> Address = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    // "[::1]", and "::" alone has no host behind it.
    private const int ShortestAddress = 3;

    /// <summary>Whether <paramref name="value"/> names a host; empty is allowed, for targets without an authority (RFC 9110 §7.2).</summary>
    internal static bool IsValid(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return true;
        if (value[0] == '[')
            return IsAddress(value);
        int end = value.IndexOfAnyExcept(Name);
        return end < 0 || (end > 0 && IsPort(value[end..]));
    }

    // IP-literal = "[" IPv6address "]", by its characters alone.
    private static bool IsAddress(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)']');
        if (end - 1 < ShortestAddress)
            return false;
        ReadOnlySpan<byte> address = value[1..end];
        ReadOnlySpan<byte> rest = value[(end + 1)..];
        return address.IndexOfAnyExcept(Address) < 0 && address.Contains((byte)':') && (rest.IsEmpty || IsPort(rest));
    }

    private static bool IsPort(ReadOnlySpan<byte> text) =>
        text.Length > 1 && text[0] == ':' && text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
