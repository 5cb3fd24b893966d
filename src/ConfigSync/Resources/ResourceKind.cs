namespace ConfigSync.Resources;

/// <summary>What a stored resource is.</summary>
public enum ResourceKind
{
    /// <summary>Who owns resources and keys.</summary>
    Account,

    /// <summary>One model server, or several alike.</summary>
    Deployment,

    /// <summary>A name that stands for several deployments.</summary>
    Router,

    /// <summary>What proves a caller.</summary>
    Key,
}
