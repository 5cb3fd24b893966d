namespace ConfigSync.Resources;

/// <summary>What scopes of keys are called, in documents, in the API and on the command line.</summary>
public static class KeyScopeWords
{
    private static readonly (string Word, KeyScopes Scope)[] Words =
        [("read", KeyScopes.Read), ("write", KeyScopes.Write), ("inference", KeyScopes.Inference)];

    /// <summary>All words.</summary>
    public static IEnumerable<string> All => Words.Select(one => one.Word);

    /// <summary>The scope that <paramref name="word"/> means; null for none.</summary>
    public static KeyScopes? Parse(string word) =>
        Array.FindIndex(Words, one => one.Word == word) is >= 0 and var at ? Words[at].Scope : null;

    /// <summary>The words of <paramref name="scopes"/>.</summary>
    public static IEnumerable<string> Of(KeyScopes scopes) => Words.Where(one => (scopes & one.Scope) != 0).Select(one => one.Word);
}
