using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>What a key allows: a list of <c>read</c>, <c>write</c> and <c>inference</c>.</summary>
internal static class ScopesValue
{
    /// <summary>All scopes named.</summary>
    internal static KeyScopes Read(ReadContext context, DocumentNode node)
    {
        var scopes = KeyScopes.None;
        foreach (string word in ListValue.ReadSome(context, node, "\"inference\"", Word))
            scopes |= KeyScopeWords.Parse(word)!.Value;
        return scopes;
    }


    private static string? Word(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (KeyScopeWords.Parse(text) is not null)
            return text;
        context.Error(node, $"{node.Label} is no scope", Nearest.Suggest(Nearest.Find(text, KeyScopeWords.All), "Write read, write or inference."));
        return null;
    }
}
