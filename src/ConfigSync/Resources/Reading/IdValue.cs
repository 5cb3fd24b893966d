using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Ids of routers, deployments and accounts: 1-63 of <c>a-z 0-9 -</c>, not starting or ending with <c>-</c>.</summary>
internal static class IdValue
{
    private const int MaxLength = 63;

    /// <summary>The words that other forms of <c>model</c> begin with (specs/fireworks.md, "What model may say").</summary>
    private static readonly string[] ReservedAccounts = ["accounts", "inworld", "dynamic", "auto"];

    /// <summary>The id of a router or deployment, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (IsId(text))
            return text;
        context.Error(node, $"{node.Label} is not an id", "Write 1 to 63 of a-z, 0-9 and -, not starting or ending with -.");
        return null;
    }

    /// <summary>The id of an account, or null after an error.</summary>
    internal static string? ReadAccount(ReadContext context, DocumentNode node)
    {
        if (Read(context, node) is not { } id)
            return null;
        if (!ReservedAccounts.Contains(id))
            return id;
        context.Error(node, $"{node.Label} names a reserved account", $"Take another name than {string.Join(", ", ReservedAccounts)}.");
        return null;
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= MaxLength && text[0] != '-' && text[^1] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
