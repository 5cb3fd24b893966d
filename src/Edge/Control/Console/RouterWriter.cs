using System.Text.Json;
using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;

namespace Edge.Control.Console;

/// <summary>Writes a router: its split as it is configured, and as requests really flow.</summary>
internal static class RouterWriter
{
    /// <summary>So many members are written; how many more there are is told.</summary>
    internal const int MostMembers = 16;

    private const int MostNames = 3;
    private const int LongestName = 256;

    /// <summary>Writes one.</summary>
    internal static void Write(Utf8JsonWriter json, RouteEntry entry, Sample sample)
    {
        var split = (SplitNode)entry.Plan.Root;
        double[] weights = Weights(split);
        double?[] rates = [.. split.Members.Select(member => sample.MemberRate(entry.FullName, member.Config.FullName))];
        json.WriteStartObject();
        json.WriteString("name"u8, entry.FullName);
        json.WriteStartArray("names"u8);
        foreach (string name in entry.Names.Take(MostNames))
            json.WriteStringValue(name.Length <= LongestName ? name : name[..LongestName]);
        json.WriteEndArray();
        json.WriteString("strategy"u8, split.Strategy == RoutingStrategy.EvenLoad ? "evenLoad" : "weightedRandom");
        json.WriteBoolean("sessionAffinity"u8, split.SessionAffinity);
        json.WriteBoolean("public"u8, entry.IsPublic);
        json.WriteNumber("outstanding"u8, split.Members.Sum(Outstanding));
        json.Fields(sample.Router(entry.FullName));
        json.WriteStartArray("members"u8);
        for (int i = 0; i < Math.Min(MostMembers, split.Members.Length); i++)
            WriteMember(json, split.Members[i], Part(weights[i], weights.Sum()), rates[i], Part(rates[i] ?? 0, rates.Sum(rate => rate ?? 0)));
        json.WriteEndArray();
        if (split.Members.Length > MostMembers)
            json.WriteNumber("moreMembers"u8, split.Members.Length - MostMembers);
        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, DeploymentModel member, double? share, double? rate, double? flows)
    {
        ReplicaSet replicas = Picker.SetOf(member);
        json.WriteStartObject();
        json.WriteString("deployment"u8, member.Config.FullName);
        json.Figure("share", share, 4);
        json.Figure("flows", flows, 4);
        json.Figure("rate", rate, 3);
        json.WriteNumber("outstanding"u8, Outstanding(member));
        json.WriteNumber("replicas"u8, replicas.InService.Length);
        json.WriteNumber("well"u8, replicas.InService.Count(one => one.Replica.Health.State is HealthState.InService or HealthState.Warming));
        json.WriteEndObject();
    }

    /// <summary>
    /// What each member would get if all its replicas did well: by what draws weigh, for even load by what they take at once. Not from the table
    /// that picks walk: that is made at the first pick, and looking makes none.
    /// </summary>
    private static double[] Weights(SplitNode split)
    {
        ReplicaShare[][] shares = [.. split.Members.Select(member => Picker.SetOf(member).InService.ToArray())];
        bool byConcurrency = split.Strategy == RoutingStrategy.EvenLoad && shares.All(member => member.All(share => share.MaxConcurrency is not null));
        return [.. shares.Select(member => member.Sum(share => (double)(byConcurrency ? share.MaxConcurrency!.Value : share.Replicas)))];
    }

    private static long Outstanding(DeploymentModel member) => Picker.SetOf(member).Shares.Sum(share => (long)share.Replica.Outstanding);

    private static double? Part(double part, double whole) => whole > 0 ? part / whole : null;
}
