using ConfigSync.Plans;
using ConfigSync.Snapshots;
using Edge.Balancing;

namespace Edge.Control.Console;

/// <summary>The routers and deployments of one snapshot in the order of their names, and what of them a client wants to see. Immutable.</summary>
internal sealed class ConsoleIndex
{
    private readonly RouteEntry[] _routers;
    private readonly DeploymentModel[] _deployments;

    /// <summary>Sorts what <paramref name="snapshot"/> holds.</summary>
    internal ConsoleIndex(RoutingSnapshot snapshot)
    {
        Snapshot = snapshot;
        _routers = [.. snapshot.Entries.Where(entry => !entry.IsDeployment).OrderBy(entry => entry.FullName, StringComparer.Ordinal)];
        _deployments = [.. snapshot.Deployments.OrderBy(model => model.Config.FullName, StringComparer.Ordinal)];
    }

    /// <summary>What it is of.</summary>
    internal RoutingSnapshot Snapshot { get; }

    /// <summary>How many routers there are to be seen.</summary>
    internal int RoutersIn(ConsoleScope scope) => _routers.Count(entry => scope.Has(entry.FullName));

    /// <summary>How many deployments there are to be seen.</summary>
    internal int DeploymentsIn(ConsoleScope scope) => _deployments.Count(model => scope.Has(model.Config.FullName));

    /// <summary>How many of these routers lead nowhere.</summary>
    internal int IdleIn(ConsoleScope scope) => _routers.Count(entry => scope.Has(entry.FullName) && ((SplitNode)entry.Plan.Root).Members.IsEmpty);

    /// <summary>How many requests these deployments have now.</summary>
    internal long OutstandingIn(ConsoleScope scope) =>
        _deployments.Where(model => scope.Has(model.Config.FullName)).Sum(model => Picker.SetOf(model).Shares.Sum(share => (long)share.Replica.Outstanding));

    /// <summary>Routers that have the search in their full name or another one, in the wanted order; equals by name.</summary>
    internal IReadOnlyList<RouteEntry> Routers(ConsoleScope scope, ConsoleQuery query, Sample sample)
    {
        IEnumerable<RouteEntry> found = _routers.Where(entry => scope.Has(entry.FullName) && (query.Finds(entry.FullName) || entry.Names.Any(query.Finds)));
        return query.Sort switch
        {
            ConsoleSort.Rate => [.. found.OrderByDescending(entry => sample.Router(entry.FullName).Rate ?? 0)],
            ConsoleSort.Errors => [.. found.OrderByDescending(entry => sample.Router(entry.FullName).FailedRate ?? 0)],
            ConsoleSort.Latency => [.. found.OrderByDescending(entry => sample.Router(entry.FullName).Slow ?? 0)],
            _ => [.. found],
        };
    }

    /// <summary>
    /// Deployments that have the search in a name, a model or the address of a replica, and those that <paramref name="shown"/> routers lead to: who looks
    /// for a router wants to see what is behind it.
    /// </summary>
    internal IReadOnlyList<DeploymentModel> Deployments(ConsoleScope scope, ConsoleQuery query, IReadOnlySet<string> shown) =>
        [.. _deployments.Where(model => scope.Has(model.Config.FullName) && (shown.Contains(model.Config.FullName) || Finds(query, model)))];

    private static bool Finds(ConsoleQuery query, DeploymentModel model) =>
        query.Finds(model.Config.FullName) || query.Finds(model.Config.BaseModel) || query.Finds(model.Config.ServedModel) || model.Config.Names.Any(query.Finds)
        || Picker.SetOf(model).Shares.Any(share => query.Finds(share.Replica.Address));
}
