using System.Buffers;

namespace Edge.Http1;

/// <summary>Takes a request target apart (RFC 9112 §3.2). Its bytes are known to be within 0x21-0x7E.</summary>
internal static class RequestTarget
{
    // What URI readers lower, decode or complete is left to one: user info, an address in brackets, a name in capitals.
    private static readonly SearchValues<byte> PlainName = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-._"u8);

    // pchar without escapes (RFC 3986 §3.3), and "/".
    private static readonly SearchValues<byte> PlainPath = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/"u8);

    /// <summary>
    /// The form of <paramref name="target"/>; its path, which may be empty in absolute form, and its query lie from
    /// <paramref name="path"/> and <paramref name="query"/> on.
    /// </summary>
    internal static TargetForm Read(ReadOnlySpan<byte> target, out int path, out int query)
    {
        path = 0;
        TargetForm form = target[0] == '/' ? TargetForm.Origin : ReadAuthority(target, out path);
        int mark = target[path..].IndexOf((byte)'?');
        query = mark < 0 ? target.Length : path + mark;
        return form == TargetForm.Absolute && !IsPlain(target[path..query], target[query..]) ? TargetForm.Other : form;
    }

    /// <summary>Whether the path holds an escaped NUL.</summary>
    internal static bool HasNul(ReadOnlySpan<byte> path) => path.IndexOf("%00"u8) >= 0;

    /// <summary>
    /// Whether Host says what the target in absolute form begins with (RFC 9112 §3.2.2): the same authority, where the scheme's
    /// own port may stand or not.
    /// </summary>
    internal static bool AgreesWith(ReadOnlySpan<byte> host, ReadOnlySpan<byte> schemeAndAuthority)
    {
        int start = SchemeLength(schemeAndAuthority);
        ReadOnlySpan<byte> port = start == "https://".Length ? ":443"u8 : ":80"u8;
        return WithoutPort(host, port).SequenceEqual(WithoutPort(schemeAndAuthority[start..], port));
    }

    private static TargetForm ReadAuthority(ReadOnlySpan<byte> target, out int path)
    {
        path = 0;
        int start = SchemeLength(target);
        if (start == 0)
            return TargetForm.Other;
        int end = target[start..].IndexOfAny((byte)'/', (byte)'?');
        path = end < 0 ? target.Length : start + end;
        ReadOnlySpan<byte> authority = target[start..path];
        int colon = authority.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? authority : authority[..colon];
        bool plain = !name.IsEmpty && name.IndexOfAnyExcept(PlainName) < 0 && (colon < 0 || IsPort(authority[(colon + 1)..]));
        return plain ? TargetForm.Absolute : TargetForm.Other;
    }

    private static int SchemeLength(ReadOnlySpan<byte> target) =>
        target.StartsWith("http://"u8) ? "http://".Length : target.StartsWith("https://"u8) ? "https://".Length : 0;

    // Of 1 to 4 digits: every larger one needs a comparison that URI readers do, and is as rare as this form.
    private static bool IsPort(ReadOnlySpan<byte> digits) =>
        digits.Length is > 0 and < 5 && digits[0] != '0' && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static bool IsPlain(ReadOnlySpan<byte> path, ReadOnlySpan<byte> query) =>
        path.IndexOfAnyExcept(PlainPath) < 0 && path.IndexOf("/."u8) < 0 && !query.Contains((byte)'#');

    private static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> authority, ReadOnlySpan<byte> port) =>
        authority.EndsWith(port) ? authority[..^port.Length] : authority;
}
