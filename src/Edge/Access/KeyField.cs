using System.Text;

namespace Edge.Access;

/// <summary>Finds the key a caller presents (specs/openai.md, Keys).</summary>
internal static class KeyField
{
    /// <summary>
    /// The key in these fields' values, empty when there is none: <c>Authorization: Bearer KEY</c> or <c>Basic KEY</c> (the
    /// key as issued, not encoded again), else <c>x-api-key</c>, else <c>api-key</c>.
    /// </summary>
    internal static ReadOnlySpan<char> Find(ReadOnlySpan<char> authorization, ReadOnlySpan<char> xApiKey, ReadOnlySpan<char> apiKey)
    {
        authorization = authorization.Trim(' ');
        int space = authorization.IndexOf(' ');
        if (space > 0)
        {
            ReadOnlySpan<char> scheme = authorization[..space];
            if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
                return authorization[space..].Trim(' ');
        }
        xApiKey = xApiKey.Trim(' ');
        return xApiKey.IsEmpty ? apiKey.Trim(' ') : xApiKey;
    }

    /// <summary>The same for bytes.</summary>
    internal static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> authorization, ReadOnlySpan<byte> xApiKey, ReadOnlySpan<byte> apiKey)
    {
        authorization = TrimSpaces(authorization);
        int space = authorization.IndexOf((byte)' ');
        if (space > 0)
        {
            ReadOnlySpan<byte> scheme = authorization[..space];
            if (Ascii.EqualsIgnoreCase(scheme, "bearer"u8) || Ascii.EqualsIgnoreCase(scheme, "basic"u8))
                return TrimSpaces(authorization[space..]);
        }
        xApiKey = TrimSpaces(xApiKey);
        return xApiKey.IsEmpty ? TrimSpaces(apiKey) : xApiKey;
    }

    // MemoryExtensions.Trim boxes each byte until it is compiled a second time.
    private static ReadOnlySpan<byte> TrimSpaces(ReadOnlySpan<byte> text)
    {
        int start = text.IndexOfAnyExcept((byte)' ');
        return start < 0 ? default : text[start..(text.LastIndexOfAnyExcept((byte)' ') + 1)];
    }
}
