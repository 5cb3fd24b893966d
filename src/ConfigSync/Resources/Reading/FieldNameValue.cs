using System.Buffers;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>The name of a header field that Edge adds upstream (RFC 9110 §5.1: <c>token</c>).</summary>
internal static class FieldNameValue
{
    private const int MaxLength = 128;

    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>
    /// Fields that say where a message goes, where it ends or what one hop does (RFC 9110 §7.6.1, RFC 9112 §6): Edge writes
    /// these itself, and a second one could make two readers see two messages.
    /// </summary>
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Transfer-Encoding", "Trailer", "TE", "Connection", "Keep-Alive", "Proxy-Connection",
        "Proxy-Authenticate", "Proxy-Authorization", "Upgrade", "HTTP2-Settings", "Expect", "Content-Type", "Content-Encoding", "Accept-Encoding",
    };

    /// <summary>The name, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (Problem(text) is not { } problem)
            return text;
        context.Error(node, $"{node.Label} {problem}", "Write one such as \"Authorization\" or \"x-api-key\".");
        return null;
    }

    /// <summary>Why <paramref name="text"/> cannot be the name of a field that Edge adds, for people; null where it can.</summary>
    internal static string? Problem(string text)
    {
        if (text.Length is 0 or > MaxLength || text.AsSpan().ContainsAnyExcept(Token))
            return "is not the name of a header field";
        return Refused.Contains(text) ? "is a field that Edge writes itself" : null;
    }
}
