namespace ConfigSync.Snapshots;

/// <summary>An account between two snapshots.</summary>
/// <param name="id">Its id.</param>
internal sealed class AccountDraft(string id)
{
    /// <summary>Its id.</summary>
    internal string Id { get; } = id;

    /// <summary>How many resources, keys and rules name it; one that nothing names is no account.</summary>
    internal int Uses { get; set; }

    /// <summary>See <see cref="AccountModel.Names"/>.</summary>
    internal NameTableBuilder<RouteEntry> Names { get; } = new();

    /// <summary>See <see cref="AccountModel.Deployments"/>.</summary>
    internal NameTableBuilder<RouteEntry> Deployments { get; } = new();

    /// <summary>Its deployments by the models they serve.</summary>
    internal ModelBook Models { get; } = new();

    /// <summary>The account as it is now.</summary>
    internal AccountModel ToModel() => new(Id, Names.ToTable(), Deployments.ToTable());
}
