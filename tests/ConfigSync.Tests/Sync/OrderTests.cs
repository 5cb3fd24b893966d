using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;
using FsCheck;
using FsCheck.Fluent;
using static ConfigSync.Tests.Sync.Documents;

namespace ConfigSync.Tests.Sync;

/// <summary>
/// What serves depends on what is written, not on the order in which it arrived, nor on what was there meanwhile, nor on where a batch ended. Ids,
/// names and hashes are few, so that they meet all the time.
/// </summary>
public class OrderTests
{
    private static readonly string[] Ids = ["a", "b", "c"];
    private static readonly string[] Names = ["x", "y", "a", "b"];

    [Fact]
    public void Any_order_of_arrival_ends_in_the_same()
    {
        Gen<int> seeds = Gen.Choose(0, int.MaxValue - 1);
        Prop.ForAll(seeds.ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    private static void Holds(int seed)
    {
        var random = new Random(seed);
        StoreEntry[] last = [.. Keys().Where(_ => random.Next(4) > 0).Select(key => Draw(random, key, revision: 100))];
        EdgeConfig local = Local(random);

        string expected = Describe(Play(local, last, random: null));
        for (int i = 0; i < 3; i++)
            Describe(Play(local, last, random)).ShouldBe(expected, $"seed {seed}");
    }

    /// <summary>With <paramref name="random"/>: shuffled, with older versions, deletions and things that do not stay between.</summary>
    private static RoutingState Play(EdgeConfig local, StoreEntry[] last, Random? random)
    {
        var state = new RoutingState(
            random is null ? local : Local(random), new DocumentPlace("/", _ => null), keepsDocuments: false, _ => new Unbound(), TimeProvider.System);
        foreach (StoreEntry entry in last.OrderBy(_ => random?.Next() ?? 0))
        {
            if (random is not null)
                Disturb(random, state, entry.Key);
            state.Put(entry);
            if (random?.Next(3) == 0)
                state.Publish();
        }
        if (random is not null)
        {
            foreach (ResourceKey key in Keys().Where(key => last.All(entry => entry.Key != key)))
            {
                Disturb(random, state, key);
                state.Delete(key, 200);
            }
        }
        state.Apply(local);
        state.Publish();
        return state;
    }

    private static void Disturb(Random random, RoutingState state, ResourceKey key)
    {
        for (int revision = 1; random.Next(2) == 0; revision++)
        {
            state.Put(Draw(random, key, revision));
            if (random.Next(3) == 0)
                state.Publish();
            if (random.Next(3) == 0)
                state.Delete(key, revision);
        }
    }

    private static IEnumerable<ResourceKey> Keys() =>
        from id in Ids from key in new[] { DeploymentKey(id), RouterKey(id), KeyKey(id) } select key;

    private static StoreEntry Draw(Random random, ResourceKey key, long revision) => key.Kind switch
    {
        ResourceKind.Deployment => Deployment(key.Id, revision, Some(random, Names), random.Next(3), $"http://r{random.Next(3)}"),
        ResourceKind.Router => Router(key.Id, revision, Some(random, Ids, atLeastOne: true), Some(random, Names), random.Next(3)),
        _ => Key(key.Id, revision, $"sk-{random.Next(2)}", random.Next(3)),
    };

    private static string Some(Random random, string[] words, bool atLeastOne = false)
    {
        string[] some = [.. words.Where(_ => random.Next(3) == 0)];
        return string.Join(", ", (some.Length == 0 && atLeastOne ? [words[0]] : some).Select(word => $"\"{word}\""));
    }

    private static EdgeConfig Local(Random random) => new()
    {
        Anonymous = "acme",
        IsAnonymousImplied = random.Next(2) == 0,
        Deployments = random.Next(2) == 0 ? [] : [Snapshots.Fleet.Deployment("acme/a", random.Next(2) == 0 ? ["x"] : ["y"])],
    };

    /// <summary>Everything that callers and operators can see, but versions and places in a list.</summary>
    private static string Describe(RoutingState state)
    {
        RoutingSnapshot snapshot = state.Snapshots.Current;
        var text = new StringBuilder();
        text.AppendLine(snapshot.Anonymous?.Id ?? "nobody");
        foreach (string key in new[] { "sk-0", "sk-1" })
            text.AppendLine(snapshot.Authenticate(Encoding.UTF8.GetBytes(key))?.Id ?? "none");
        AccountModel? acme = snapshot.FindAccount("acme");
        foreach (string name in Names.Concat(Ids).Concat(Ids.Select(id => $"accounts/acme/routers/{id}")).Concat(Ids.Select(id => $"accounts/acme/deployments/{id}")))
        {
            RouteEntry? entry = acme is null ? null : snapshot.Find(acme, Encoding.UTF8.GetBytes(name)).Entry;
            text.AppendLine(entry is null ? $"{name}: none" : $"{name}: {entry.FullName} {entry.Created > 0} {string.Join(',', entry.Names)} {Members(entry)}");
        }
        foreach (ResourceStatus status in state.List().OrderBy(s => s.Key.FullName, StringComparer.Ordinal))
            text.AppendLine($"{status.Key} {status.State} {status.Reason} {status.Revision} {status.ServedRevision}");
        return text.ToString();
    }

    private static string Members(RouteEntry entry) =>
        string.Join('|', ((Plans.SplitNode)entry.Plan.Root).Members.Select(member => $"{member.Config.FullName} {member.Config.Endpoints[0].Url}"));

    private sealed class Unbound : DeploymentState;
}
