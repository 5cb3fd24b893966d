namespace Edge.Balancing;

/// <summary>
/// The replicas whose loads are compared by even load: those of which edges tell each other. Noted at the first pick of a split, so
/// that replicas nobody calls, and those that are drawn by weight, cost nothing here. Safe from any thread.
/// </summary>
internal sealed class ComparedReplicas
{
    private readonly Lock _lock = new();
    private readonly HashSet<Replica> _noted = [];
    private Replica[]? _all;

    /// <summary>All of them; another array whenever one was added or removed, made when it is asked for: whoever picks makes none.</summary>
    internal Replica[] All
    {
        get
        {
            lock (_lock)
                return _all ??= [.. _noted];
        }
    }

    /// <summary>Notes one.</summary>
    internal void Add(Replica replica)
    {
        lock (_lock)
        {
            if (_noted.Add(replica))
                _all = null;
        }
    }

    /// <summary>Forgets one that is out of service for good.</summary>
    internal void Remove(Replica replica)
    {
        lock (_lock)
        {
            if (_noted.Remove(replica))
                _all = null;
        }
    }
}
