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
}
