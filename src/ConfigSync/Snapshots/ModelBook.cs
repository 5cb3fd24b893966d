using ConfigSync.Plans;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>
/// Which deployments of one account serve which model, between two snapshots: <c>accounts/{a}/models/{m}</c> and whatever else
/// <c>baseModel</c> says leads to the oldest of them, <c>{provider}/{model}</c> and a bare model of some provider to all of them
/// (specs/fireworks.md, "What model may say"). One thread at a time.
/// </summary>
internal sealed class ModelBook
{
    private readonly Dictionary<string, List<RouteEntry>> _served = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RouteEntry>> _provided = new(StringComparer.Ordinal);

    /// <summary>Puts one version of a deployment in the place of another, of which one may be null; returns the names whose meaning that may change.</summary>
    internal IReadOnlyCollection<string> Replace(RouteEntry? old, RouteEntry? next)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        if (old is not null)
        {
            changed.UnionWith(Each(_served, Served(old), list => list.Remove(old)));
            changed.UnionWith(Each(_provided, Provided(old), list => list.Remove(old)));
        }
        if (next is not null)
        {
            changed.UnionWith(Each(_served, Served(next), list => list.Add(next)));
            changed.UnionWith(Each(_provided, Provided(next), list => list.Add(next)));
        }
        return changed;
    }

    /// <summary>Whether <paramref name="name"/> is a model here.</summary>
    internal bool Has(string name) => _served.ContainsKey(name) || _provided.ContainsKey(name);

    /// <summary>Where the model <paramref name="name"/> leads; null when nobody has it.</summary>
    internal RouteEntry? Find(string name)
    {
        if (_served.TryGetValue(name, out List<RouteEntry>? served))
            return served.MinBy(entry => (entry.Created, entry.Order));
        if (!_provided.TryGetValue(name, out List<RouteEntry>? provided))
            return null;
        if (provided.Count == 1)
            return provided[0];
        RouteEntry[] members = [.. provided.OrderBy(entry => entry.Order)];
        return new RouteEntry(name, members[0].Account, false, [], members.Min(entry => entry.Created), SplitNode.Over(
            RoutingStrategy.EvenLoad, [.. members.Select(entry => entry.Deployment!)]));
    }

    private static IEnumerable<string> Served(RouteEntry entry)
    {
        if (entry.Deployment!.Config.BaseModel is not { } model)
            yield break;
        yield return model;
        string own = $"accounts/{entry.Account}/models/";
        if (model.StartsWith(own, StringComparison.Ordinal) && model.Length > own.Length)
            yield return model[own.Length..];
    }

    private static IEnumerable<string> Provided(RouteEntry entry)
    {
        DeploymentConfig config = entry.Deployment!.Config;
        if (config.Provider is not { } provider)
            return [];
        string?[] models = [config.ServedModel, config.BaseModel?[(config.BaseModel.LastIndexOf('/') + 1)..]];
        return models.Where(model => !string.IsNullOrEmpty(model)).Distinct().SelectMany(model => new[] { model!, $"{provider}/{model}" });
    }

    private static string[] Each(Dictionary<string, List<RouteEntry>> lists, IEnumerable<string> names, Action<List<RouteEntry>> change)
    {
        string[] all = [.. names];
        foreach (string name in all)
        {
            if (!lists.TryGetValue(name, out List<RouteEntry>? list))
                lists[name] = list = [];
            change(list);
            if (list.Count == 0)
                lists.Remove(name);
        }
        return all;
    }
}
