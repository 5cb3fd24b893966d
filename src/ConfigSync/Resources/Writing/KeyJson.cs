using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>A stored key as it is written.</summary>
internal sealed record KeyJson : StoredJson
{
    private KeyJson(ApiKey key) : base(key)
    {
        Hash = HashValue.Write(key.Config);
        Scopes = key.Config.Scopes == KeyScopes.Inference ? null : [.. KeyScopeWords.Of(key.Config.Scopes)];
    }

    /// <summary>The hash of the key, and how it was made.</summary>
    public string Hash { get; }

    /// <summary>What it allows.</summary>
    public string[]? Scopes { get; }

    /// <summary>What is written of <paramref name="key"/>.</summary>
    internal static KeyJson Of(ApiKey key) => new(key);
}
