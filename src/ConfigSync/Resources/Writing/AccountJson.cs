namespace ConfigSync.Resources.Writing;

/// <summary>A stored account as it is written.</summary>
internal sealed record AccountJson : StoredJson
{
    private AccountJson(StoredResource account) : base(account)
    {
    }

    /// <summary>What is written of <paramref name="account"/>.</summary>
    internal static AccountJson Of(StoredResource account) => new(account);
}
