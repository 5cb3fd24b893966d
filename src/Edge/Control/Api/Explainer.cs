using System.Text;
using System.Text.Json;
using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;

namespace Edge.Control.Api;

/// <summary>
/// Which way a request would go, and why: what its model leads to, who could answer, who could not, and how a thousand such requests would be
/// shared out. Looks at live counts and changes none. Safe from any thread.
/// </summary>
/// <param name="snapshot">What is served.</param>
/// <param name="account">Whose caller asks.</param>
internal sealed class Explainer(RoutingSnapshot snapshot, AccountModel account)
{
    /// <summary>The account whose thing <paramref name="model"/> leads to; null when it leads nowhere.</summary>
    internal string? OwnerOf(string model) => snapshot.Find(account, Encoding.UTF8.GetBytes(model)).Entry?.Account;

    /// <summary>Writes the explanation of a request for <paramref name="model"/>.</summary>
    /// <param name="json">Gets it.</param>
    /// <param name="model">What the request says; it leads somewhere.</param>
    /// <param name="session">Which session it is of; 0 for none.</param>
    /// <param name="samples">How many requests to share out.</param>
    internal void Write(Utf8JsonWriter json, string model, ulong session, int samples)
    {
        RouteMatch match = snapshot.Find(account, Encoding.UTF8.GetBytes(model));
        RouteEntry entry = match.Entry!;
        var split = (SplitNode)entry.Plan.Root;
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteString("leadsTo"u8, entry.FullName);
        json.WriteString("because"u8, Reason(entry, model, match.Model.Length > 0));
        json.WriteString("strategy"u8, split.Strategy == RoutingStrategy.EvenLoad ? "evenLoad" : "weightedRandom");
        json.WriteBoolean("sessionAffinity"u8, split.SessionAffinity);
        SplitTable table = SplitTable.Of(split);
        WriteCandidates(json, table, split, Encoding.UTF8.GetString(match.Model));
        WriteExcluded(json, split);
        WriteShares(json, table, split, split.SessionAffinity ? session : 0, samples);
        json.WriteEndObject();
    }

    private string Reason(RouteEntry entry, string model, bool isSuffixed)
    {
        if (isSuffixed)
            return "the part behind '#' names this deployment, and the one before is what its upstream is asked for";
        if (entry.Names.Contains(model) && entry.Account == account.Id)
            return "it has this name among its 'names'";
        if (entry.FullName == model)
            return "it is its full name";
        string id = entry.FullName[(entry.FullName.LastIndexOf('/') + 1)..];
        if (model == id)
            return entry.IsDeployment ? "it is the id of this deployment, and no router has it" : "it is the id of this router";
        return model == $"{entry.Account}/{id}" ? "it is the account and the id of this deployment" : "it is a model that is served here";
    }

    private static void WriteCandidates(Utf8JsonWriter json, SplitTable table, SplitNode split, string suffix)
    {
        long weights = Sum(table);
        json.WriteStartArray("candidates"u8);
        for (int i = 0; i < table.Candidates.Length; i++)
        {
            Pick pick = table.PickOf(i);
            DeploymentModel member = pick.Deployment;
            json.WriteStartObject();
            json.WriteString("deployment"u8, member.Config.FullName);
            json.WriteString("url"u8, pick.Replica.Address);
            json.WriteNumber("replicas"u8, pick.Share.Replicas);
            json.WriteNumber("share"u8, Math.Round((double)pick.Share.Replicas / weights, 4));
            json.WriteNumber("capacity"u8, table.Candidates[i].Capacity);
            json.WriteNumber("outstanding"u8, pick.Replica.Outstanding);
            json.WriteNumber("outstandingElsewhere"u8, pick.Replica.Elsewhere);
            json.WriteString("upstreamModel"u8, suffix.Length > 0 ? suffix : UpstreamModel(member, split));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string UpstreamModel(DeploymentModel member, SplitNode split) => Encoding.UTF8.GetString(
        !member.ServedModel.IsEmpty ? member.ServedModel.AsSpan() : !split.Model.IsEmpty ? split.Model.AsSpan() : member.BaseModel.AsSpan());

    private static void WriteExcluded(Utf8JsonWriter json, SplitNode split)
    {
        json.WriteStartArray("excluded"u8);
        foreach (DeploymentModel member in split.Members)
        {
            foreach (ReplicaShare share in Picker.SetOf(member).Shares.Where(share => share.Replicas == 0))
            {
                json.WriteStartObject();
                json.WriteString("deployment"u8, member.Config.FullName);
                json.WriteString("url"u8, share.Replica.Address);
                json.WriteString("reason"u8, ReplicaCount.Wanted(member.Config) == 0 ? "the deployment is scaled to zero" : "no replica is wanted at this address");
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    }

    private static void WriteShares(Utf8JsonWriter json, SplitTable table, SplitNode split, ulong session, int samples)
    {
        int[] counts = table.Candidates.IsEmpty ? [] : DryRun.Count(table, split.Strategy, session, samples);
        json.WriteStartObject("dryRun"u8);
        json.WriteNumber("requests"u8, counts.Sum());
        json.WriteStartArray("replicas"u8);
        for (int i = 0; i < counts.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("deployment"u8, table.PickOf(i).Deployment.Config.FullName);
            json.WriteString("url"u8, table.PickOf(i).Replica.Address);
            json.WriteNumber("requests"u8, counts[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static long Sum(SplitTable table)
    {
        long sum = 0;
        for (int i = 0; i < table.Candidates.Length; i++)
            sum += table.PickOf(i).Share.Replicas;
        return sum;
    }
}
