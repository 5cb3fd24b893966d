using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>An origin as browsers send it (RFC 6454 §6.2): scheme, host, port unless it is the scheme's own; or <c>*</c> for any.</summary>
internal static class OriginValue
{
    /// <summary>The origin in its one spelling, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (text == "*")
            return text;
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        bool plain = scheme > 0 && text.AsSpan(scheme + 3).IndexOfAny("/?#@\\") < 0 && text.AsSpan().IndexOfAnyExceptInRange('\u0021', '\u007E') < 0;
        if (plain && Uri.TryCreate(text, UriKind.Absolute, out Uri? origin) && origin.Scheme is "http" or "https")
            return origin.GetLeftPart(UriPartial.Authority);
        context.Error(
            node,
            $"{node.Label} is not an origin",
            "Write scheme, host and port without a path, such as \"https://app.example.com\", or \"*\".");
        return null;
    }
}
