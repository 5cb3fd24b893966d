using System.Collections.Immutable;

namespace ConfigSync.Snapshots;

/// <summary>
/// All entries in a stable order, between two snapshots: routers, then deployments, each in the order they came. Balanced trees,
/// so that a list that differs by one entry shares the rest with the list it came from. One thread at a time.
/// </summary>
internal sealed class EntryList
{
    // Deployments stand behind every router that will ever come.
    private const long FirstDeployment = 1L << 62;

    private static readonly Comparer<RouteEntry> ByOrder = Comparer<RouteEntry>.Create((a, b) => a.Order.CompareTo(b.Order));
    private readonly ImmutableList<RouteEntry>.Builder _entries = ImmutableList.CreateBuilder<RouteEntry>();
    private readonly ImmutableList<DeploymentModel>.Builder _deployments = ImmutableList.CreateBuilder<DeploymentModel>();
    // New routers, which stand behind the others: put in together, for most come as a set, and a tree is made of many faster than it takes them one by one.
    private readonly List<RouteEntry> _newRouters = [];
    private long _routersSeen;
    private long _deploymentsSeen;

    /// <summary>The <see cref="RouteEntry.Order"/> of the next new router.</summary>
    internal long NextRouter() => _routersSeen++;

    /// <summary>The <see cref="RouteEntry.Order"/> of the next new deployment.</summary>
    internal long NextDeployment() => FirstDeployment + _deploymentsSeen++;

    /// <summary>Puts <paramref name="next"/> in the place of <paramref name="old"/>: two versions of one resource, of which one may be null.</summary>
    internal void Replace(RouteEntry? old, RouteEntry? next)
    {
        if (old is null)
        {
            Add(next!);
            return;
        }
        TakeNewRouters();
        int routers = _entries.Count - _deployments.Count;
        int at = _entries.BinarySearch(old, ByOrder);
        if (next is null)
        {
            _entries.RemoveAt(at);
            if (old.IsDeployment)
                _deployments.RemoveAt(at - routers);
            return;
        }
        _entries[at] = next;
        if (next.IsDeployment)
            _deployments[at - routers] = next.Deployment!;
    }

    /// <summary>The entries as they are now.</summary>
    internal ImmutableList<RouteEntry> ToEntries()
    {
        TakeNewRouters();
        return _entries.ToImmutable();
    }

    /// <summary>The deployments as they are now.</summary>
    internal ImmutableList<DeploymentModel> ToDeployments() => _deployments.ToImmutable();

    private void Add(RouteEntry entry)
    {
        if (!entry.IsDeployment)
        {
            _newRouters.Add(entry);
            return;
        }
        _entries.Add(entry);
        _deployments.Add(entry.Deployment!);
    }

    private void TakeNewRouters()
    {
        if (_newRouters.Count == 0)
            return;
        _entries.InsertRange(_entries.Count - _deployments.Count, _newRouters);
        _newRouters.Clear();
    }
}
