using System.Collections.Immutable;
using ConfigSync.Snapshots;
using Edge.Balancing;

namespace Edge.Control.Console;

/// <summary>What needs a look: replicas that are not like all others, and routers of which much fails. Immutable.</summary>
/// <param name="Replicas">The first of them.</param>
/// <param name="MoreReplicas">How many more there are.</param>
/// <param name="Routers">Full names of the routers with the most failures.</param>
internal sealed record Attention(ImmutableArray<ReplicaShare> Replicas, int MoreReplicas, ImmutableArray<string> Routers)
{
    /// <summary>More would not be read one by one.</summary>
    internal const int MostReplicas = 20;

    private const int MostRouters = 5;

    /// <summary>From here on failures are more than the odd one: a twentieth.</summary>
    private const double MuchFailing = 0.05;

    /// <summary>Looks for it.</summary>
    internal static Attention Of(ILiveView live, RoutingSnapshot snapshot, ConsoleScope scope, Sample sample)
    {
        ReplicaShare[] replicas = [.. Unwell(live, snapshot, scope)];
        IEnumerable<string> routers =
            from name in sample.Now.Routers.Keys
            where scope.Has(name)
            let flow = sample.Router(name)
            where flow.FailedRate > 0 && flow.FailedRate >= flow.Rate * MuchFailing
            orderby flow.FailedRate descending
            select name;
        return new Attention([.. replicas.Take(MostReplicas)], Math.Max(0, replicas.Length - MostReplicas), [.. routers.Take(MostRouters)]);
    }

    /// <summary>Mostly none, which one number says. Those that no deployment names any more are nobody's business.</summary>
    private static IEnumerable<ReplicaShare> Unwell(ILiveView live, RoutingSnapshot snapshot, ConsoleScope scope) => !live.Replicas.Board.HasAny
        ? []
        : from replica in live.Replicas.Replicas
          where replica.Health.State != HealthState.InService && scope.Has(replica.Deployment)
          let share = ShareOf(snapshot, replica)
          where share is not null
          orderby replica.Name
          select share;

    private static ReplicaShare? ShareOf(RoutingSnapshot snapshot, Replica replica) =>
        snapshot.FindDeployment(replica.Deployment) is { } model ? Picker.SetOf(model).Shares.FirstOrDefault(share => share.Replica == replica) : null;
}
