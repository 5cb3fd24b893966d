using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>
/// The URL of an upstream, or of another server Edge speaks to (RFC 3986): <c>http</c> or <c>https</c>, a host, maybe a port and a path. No user information, query or
/// fragment. Errors do not print it: what was written there may be a secret.
/// </summary>
internal static class UrlValue
{
    /// <summary>The URL of an upstream, or null after an error.</summary>
    internal static Uri? Read(ReadContext context, DocumentNode node) =>
        Read(context, node, "auth", "Write one such as \"http://10.0.0.7:8000\" or \"https://models.example.com/v1\".");

    /// <summary>The URL, or null after an error: <paramref name="fix"/> mends it, and the property <paramref name="credentials"/> is where a password goes.</summary>
    internal static Uri? Read(ReadContext context, DocumentNode node, string credentials, string fix)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        Uri? url = Parse(text, credentials, out string? problem);
        if (url is null)
            context.Error(node, $"{node.Label} {problem}", fix);
        return url;
    }

    private static Uri? Parse(string text, string credentials, out string? problem)
    {
        problem = Problem(text, credentials);
        if (problem is not null)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Host.Length > 0 && url.Port is > 0 and <= ushort.MaxValue)
            return url;
        problem = "is not a URL";
        return null;
    }

    private static string? Problem(string text, string credentials)
    {
        if (!HasScheme(text))
            return "is not an http:// or https:// URL";
        // The URI class trims spaces, turns \ into / and encodes the rest; what is connected to must be what was written.
        if (text.AsSpan().IndexOfAnyExceptInRange('\u0021', '\u007E') >= 0 || text.Contains('\\', StringComparison.Ordinal))
            return "has a character that no URL has (encode it with %, a host's name with punycode)";
        if (text.AsSpan().IndexOfAny('?', '#') >= 0)
            return "has a query or a fragment";
        return Authority(text).Contains('@') ? $"has a user or password in it (credentials go in '{credentials}')" : null;
    }

    private static bool HasScheme(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Authority(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) + 2);
        int path = rest.IndexOf('/');
        return path < 0 ? rest : rest[..path];
    }
}
