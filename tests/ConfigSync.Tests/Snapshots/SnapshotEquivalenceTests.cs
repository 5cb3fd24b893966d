using System.Collections.Immutable;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

/// <summary>
/// Any sequence of single changes ends where compiling the resulting configuration from nothing does. Ids and names are drawn
/// from few words, so that exact names, routers and deployments hide each other all the time.
/// </summary>
public class SnapshotEquivalenceTests
{
    private static readonly string[] Accounts = ["a", "b"];
    private static readonly string[] Words = ["x", "y", "z", "a/x", "b/y", "accounts/a/routers/x", "accounts/b/deployments/y", "x#y", "p/x", "m"];
    private static readonly string?[] Models = [null, "accounts/a/models/x", "accounts/a/models/m", "accounts/b/models/x", "x", "m", "a/x", "p/x"];
    private static readonly string?[] Providers = [null, null, "a", "p"];
    private static readonly string[] Asked =
        [.. from name in AllNames() from prefix in new[] { "", "lora#" } select prefix + name];

    [Fact]
    public void Single_changes_end_where_compiling_from_nothing_does()
    {
        for (int seed = 0; seed < 60; seed++)
            Run(seed, changes: 60);
    }

    private static void Run(int seed, int changes)
    {
        var random = new Random(seed);
        SnapshotCompiler compiler = new Fleet().Compiler;
        var config = new EdgeConfig();
        compiler.Compile(config, DateTimeOffset.UnixEpoch);
        for (int i = 0; i < changes; i++)
        {
            Change(random, compiler, ref config);
            if (random.Next(20) == 0)
                compiler.Reserve(random.Next(2_000));
            // Several changes may come at once.
            if (random.Next(3) == 0)
                continue;
            string anew = Describe(new Fleet().Compiler.Compile(config, DateTimeOffset.UnixEpoch));
            Describe(compiler.Next()).ShouldBe(anew, $"seed {seed}, change {i}");
        }
    }

    /// <summary>One change of both. Routers name deployments that may not be there.</summary>
    private static void Change(Random random, SnapshotCompiler compiler, ref EdgeConfig config)
    {
        string account = Pick(random, Accounts), id = Words[random.Next(3)];
        string deployment = $"accounts/{account}/deployments/{id}", router = $"accounts/{account}/routers/{id}";
        switch (random.Next(9))
        {
            case 0 or 1 or 2:
                var put = new DeploymentConfig
                {
                    Id = id,
                    Account = account,
                    Names = Names(random, config, account, deployment),
                    Endpoints = [new(new Uri("http://r"), random.Next(2))],
                    BaseModel = Models[random.Next(Models.Length)],
                    ServedModel = Models[random.Next(Models.Length)],
                    Provider = Providers[random.Next(Providers.Length)],
                };
                config = config with { Deployments = Put(config.Deployments, put, d => d.FullName) };
                compiler.Put(put, DateTimeOffset.UnixEpoch);
                break;
            case 3 or 4 or 5:
                string[] members = [.. Words[..3].Where(_ => random.Next(2) == 0).Select(word => $"accounts/{account}/deployments/{word}")];
                var route = new RouterConfig
                {
                    Id = id,
                    Account = account,
                    Names = Names(random, config, account, router),
                    Deployments = [.. members],
                    Public = random.Next(2) == 0,
                };
                config = config with { Routers = Put(config.Routers, route, r => r.FullName) };
                compiler.Put(route, DateTimeOffset.UnixEpoch);
                break;
            case 6:
                config = config with { Routers = config.Routers.RemoveAll(r => r.FullName == router) };
                compiler.RemoveRouter(router);
                break;
            case 7:
                config = config with { Deployments = config.Deployments.RemoveAll(d => d.FullName == deployment) };
                compiler.RemoveDeployment(deployment);
                break;
            default:
                config = config with { Anonymous = random.Next(3) == 0 ? null : account };
                compiler.SetAnonymous(config.Anonymous);
                break;
        }
    }

    /// <summary>A few words that nothing else of the account has for an exact name.</summary>
    private static ImmutableArray<string> Names(Random random, EdgeConfig config, string account, string owner)
    {
        var taken = config.Routers.Where(r => r.Account == account && r.FullName != owner).SelectMany(r => r.Names)
            .Concat(config.Deployments.Where(d => d.Account == account && d.FullName != owner).SelectMany(d => d.Names)).ToHashSet();
        return [.. Words.Where(word => !taken.Contains(word) && random.Next(4) == 0)];
    }

    private static ImmutableArray<T> Put<T>(ImmutableArray<T> all, T one, Func<T, string> name)
    {
        int at = all.Select(name).ToList().IndexOf(name(one));
        return at < 0 ? all.Add(one) : all.SetItem(at, one);
    }

    /// <summary>Everything a snapshot says, line by line; what is found must be of the entries, not of a version that is gone.</summary>
    private static string Describe(RoutingSnapshot snapshot)
    {
        var text = new StringBuilder();
        var living = new HashSet<DeploymentModel>(snapshot.Deployments, ReferenceEqualityComparer.Instance);
        foreach (RouteEntry entry in snapshot.Entries)
        {
            text.Append(Said(entry)).Append('\n');
        }
        text.AppendJoin(',', snapshot.Deployments.Select(model => model.Config.FullName)).Append('\n').Append(snapshot.Anonymous?.Id).Append('\n');
        foreach (string id in Accounts)
        {
            if (snapshot.FindAccount(id) is not { } account)
                continue;
            text.Append(id).Append(account.Names.Count).Append('/').Append(account.Deployments.Count).Append('\n');
            foreach (string name in Asked)
            {
                if (snapshot.Find(account, Encoding.UTF8.GetBytes(name)).Entry is { } found)
                    text.Append(name).Append(": ").Append(Members(found).All(living.Contains) ? "" : "gone ").Append(Said(found)).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Said(RouteEntry entry)
    {
        var members = Members(entry).Select(member => $"{member.Config.FullName}*{member.Config.Endpoints[0].Replicas}");
        return $"{entry.FullName} {entry.IsPublic} {string.Join(',', entry.Names)} -> {string.Join(',', members)}";
    }

    private static ImmutableArray<DeploymentModel> Members(RouteEntry entry) => ((Plans.SplitNode)entry.Plan.Root).Members;

    private static IEnumerable<string> AllNames() => Words.Concat(Models.OfType<string>())
        .Concat(from account in Accounts
                from id in Words[..3]
                let generated = GeneratedRouter.IdFor(new DeploymentConfig { Id = id, Account = account })
                from name in new[] { generated, $"accounts/{account}/routers/{generated}", $"accounts/{account}/routers/{id}", $"accounts/{account}/deployments/{id}", $"{account}/{id}" }
                select name)
        .Distinct();

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
