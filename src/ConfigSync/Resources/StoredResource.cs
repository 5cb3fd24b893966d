namespace ConfigSync.Resources;

/// <summary>What a store holds under one key, read and valid by itself; what it refers to may be missing. Immutable.</summary>
public abstract record StoredResource
{
    /// <summary>What it is found by.</summary>
    public required ResourceKey Key { get; init; }

    /// <summary>The store's revision it was read from; 0 for one that is not stored yet.</summary>
    public long Revision { get; init; }

    /// <summary>When it was first written.</summary>
    public DateTimeOffset CreateTime { get; init; }

    /// <summary>When it was last written.</summary>
    public DateTimeOffset UpdateTime { get; init; }

    /// <summary>The name of the key that wrote it first; null where that is not known.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>For people; less than 64 characters.</summary>
    public string DisplayName { get; init; } = "";
}

/// <summary>A stored deployment.</summary>
public sealed record Deployment : StoredResource
{
    /// <summary>What it says.</summary>
    public required DeploymentConfig Config { get; init; }

    /// <summary>Words for people; empty for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where it is; null for nowhere said.</summary>
    public PlacementConfig? Placement { get; init; }
}

/// <summary>A stored router. Its members need not exist.</summary>
public sealed record Router : StoredResource
{
    /// <summary>What it says.</summary>
    public required RouterConfig Config { get; init; }
}

/// <summary>A stored key of a caller.</summary>
public sealed record ApiKey : StoredResource
{
    /// <summary>What it says.</summary>
    public required KeyConfig Config { get; init; }
}

/// <summary>A stored account.</summary>
public sealed record Account : StoredResource;
