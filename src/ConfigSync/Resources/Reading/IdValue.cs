using System.Buffers;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Ids of routers, deployments and accounts: 1-63 of <c>a-z 0-9 -</c>, not starting or ending with <c>-</c>.</summary>
internal static class IdValue
{
    internal const int MaxLength = 63;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The words that other forms of <c>model</c> begin with (specs/fireworks.md, "What model may say").</summary>
    private static readonly string[] ReservedAccounts = ["accounts", "inworld", "dynamic", "auto"];

    /// <summary>The id of a router or deployment, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        return Check(context, node, node.Label, text) ? text : null;
    }

    /// <summary>The id of an account, or null after an error.</summary>
    internal static string? ReadAccount(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        return CheckAccount(context, node, node.Label, text) ? text : null;
    }

    /// <summary>Whether <paramref name="text"/> is the id of a router or deployment; if not, an error at <paramref name="node"/> about <paramref name="label"/>.</summary>
    internal static bool Check(ReadContext context, DocumentNode node, string label, string text)
    {
        if (IsId(text))
            return true;
        context.Error(node, $"{label} is not an id", "Write 1 to 63 of a-z, 0-9 and -, not starting or ending with -.");
        return false;
    }

    /// <summary>Like <see cref="Check"/>, of an account.</summary>
    internal static bool CheckAccount(ReadContext context, DocumentNode node, string label, string text)
    {
        if (!Check(context, node, label, text))
            return false;
        if (!ReservedAccounts.Contains(text))
            return true;
        context.Error(node, $"{label} names a reserved account", $"Take another name than {string.Join(", ", ReservedAccounts)}.");
        return false;
    }

    /// <summary>Whether <paramref name="text"/> can be the id of an account.</summary>
    internal static bool IsAccount(string text) => IsId(text) && !ReservedAccounts.Contains(text);

    /// <summary>Whether <paramref name="text"/> has the form of an id.</summary>
    internal static bool IsId(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLength && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(Characters);
}
