namespace ConfigSync.Resources;

/// <summary>Names one stored resource; what a store finds it by.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Account">The owning account; for an account, the account itself.</param>
/// <param name="Id">Its id within the account and kind; for an account, the account's id once more.</param>
public readonly record struct ResourceKey(ResourceKind Kind, string Account, string Id)
{
    /// <summary>The name everybody may use, such as <c>accounts/{account}/routers/{id}</c>.</summary>
    public string FullName => Kind switch
    {
        ResourceKind.Account => $"accounts/{Id}",
        ResourceKind.Deployment => $"accounts/{Account}/deployments/{Id}",
        ResourceKind.Router => $"accounts/{Account}/routers/{Id}",
        _ => $"accounts/{Account}/keys/{Id}",
    };

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
