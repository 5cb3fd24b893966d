using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>A stored key as it is written.</summary>
internal sealed record KeyJson : StoredJson
{
    private KeyJson(ApiKey key) : base(key) => Hash = HashValue.Write(key.Config.Sha256.AsSpan());

    /// <summary>SHA-256 of the key.</summary>
    public string Hash { get; }

    /// <summary>What is written of <paramref name="key"/>.</summary>
    internal static KeyJson Of(ApiKey key) => new(key);
}
