namespace Edge.Balancing;

/// <summary>Whether deployments are full, each counted once in a walk over candidates, which come deployment by deployment. Of one thread.</summary>
internal ref struct FullGroups
{
    private ReplicaGroup? _last;
    private bool _isFull;

    /// <summary>Whether the deployment of <paramref name="replica"/> has as many requests as it may have.</summary>
    internal bool Has(Replica replica)
    {
        if (!ReferenceEquals(_last, replica.Group))
            (_last, _isFull) = (replica.Group, replica.Group.IsFull);
        return _isFull;
    }
}
