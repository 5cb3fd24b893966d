using System.Text;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>
/// A string, with <c>${env:NAME}</c> replaced by the environment variable of that name; what comes in is not looked at again.
/// Errors name the variable and never print a value.
/// </summary>
internal static class TextValue
{
    /// <summary>Longest text before and after replacing, in characters: twice the longest value there is, a header field's.</summary>
    private const int MaxLength = 16 * 1024;

    /// <summary>How a reference to the environment begins.</summary>
    internal const string Reference = "${env:";

    /// <summary>The text, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (node.Kind != DocumentKind.String)
        {
            context.WrongKind(node, "a string");
            return null;
        }
        if (node.Text.Length > MaxLength)
            return TooLong(context, node);
        return node.Text.Contains("${", StringComparison.Ordinal) ? Expand(context, node) : node.Text;
    }

    private static string? Expand(ReadContext context, DocumentNode node)
    {
        var text = new StringBuilder();
        string rest = node.Text;
        bool whole = true;
        for (int at; (at = rest.IndexOf("${", StringComparison.Ordinal)) >= 0;)
        {
            text.Append(rest, 0, at);
            rest = rest[at..];
            int end = rest.IndexOf('}', StringComparison.Ordinal);
            if (end < 0 || !rest.StartsWith(Reference, StringComparison.Ordinal) || !IsName(rest[Reference.Length..end]))
            {
                context.Error(node, $"{node.Label} has a '${{' that begins no reference", "Write ${env:NAME}; NAME has letters, digits and underscores.");
                return null;
            }
            string name = rest[Reference.Length..end];
            if (context.Variable(name) is { } value)
                text.Append(value);
            else
                whole = Unknown(context, node, name);
            if (text.Length > MaxLength)
                return TooLong(context, node);
            rest = rest[(end + 1)..];
        }
        return whole ? text.Append(rest).ToString() : null;
    }

    private static string? TooLong(ReadContext context, DocumentNode node)
    {
        context.Error(node, $"{node.Label} is longer than {MaxLength} characters", "Shorten it, or look at what the environment puts there.");
        return null;
    }

    private static bool Unknown(ReadContext context, DocumentNode node, string name)
    {
        context.Error(
            node,
            $"{node.Label} needs the environment variable {Quoted.Of(name)}, which is not set",
            "Set it for this process, or write another name.");
        return false;
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
