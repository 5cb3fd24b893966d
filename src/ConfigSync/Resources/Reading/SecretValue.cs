using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>The value of a header field that holds a secret (RFC 9110 §5.5, ASCII alone). No error prints any of it.</summary>
internal static class SecretValue
{
    /// <summary>Longest value: what most servers take for a whole head.</summary>
    private const int MaxLength = 8192;

    /// <summary>The value, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (Problem(text) is { } problem)
        {
            context.Error(
                node,
                $"{node.Label} {problem}",
                "Write printable ASCII, such as \"Bearer ${env:UPSTREAM_KEY}\"; a variable may be empty or end in a line break.");
            return null;
        }
        if (!node.Text.Contains(TextValue.Reference, StringComparison.Ordinal))
            context.Warn(node, $"{node.Label} has the secret itself in the file", "Keep it in the environment: \"Bearer ${env:UPSTREAM_KEY}\".");
        return text;
    }

    /// <summary>Why <paramref name="text"/> cannot be the value of a field, for people; null where it can.</summary>
    internal static string? Problem(string text)
    {
        if (text.Length is 0 or > MaxLength)
            return $"must have 1 to {MaxLength} characters";
        // A line break would begin a field of its own.
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
            return "has a character that no header field can carry";
        return text[0] == ' ' || text[^1] == ' ' ? "begins or ends with a space" : null;
    }
}
