using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>What a key allows: a list of <c>read</c>, <c>write</c> and <c>inference</c>.</summary>
internal static class ScopesValue
{
    private static readonly Dictionary<string, KeyScopes> Words = new(StringComparer.Ordinal)
    {
        ["read"] = KeyScopes.Read,
        ["write"] = KeyScopes.Write,
        ["inference"] = KeyScopes.Inference,
    };

    /// <summary>All scopes named.</summary>
    internal static KeyScopes Read(ReadContext context, DocumentNode node)
    {
        var scopes = KeyScopes.None;
        foreach (string word in ListValue.ReadSome(context, node, "\"inference\"", Word))
            scopes |= Words[word];
        return scopes;
    }

    /// <summary>How <see cref="Read"/> wants <paramref name="scopes"/> written.</summary>
    internal static IEnumerable<string> Write(KeyScopes scopes) => Words.Where(word => scopes.HasFlag(word.Value)).Select(word => word.Key);

    private static string? Word(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (Words.ContainsKey(text))
            return text;
        context.Error(node, $"{node.Label} is no scope", Nearest.Suggest(Nearest.Find(text, Words.Keys), "Write read, write or inference."));
        return null;
    }
}
