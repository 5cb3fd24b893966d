using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

/// <summary>Resources in few words, and what a snapshot of them finds.</summary>
internal sealed class Fleet
{
    private EdgeConfig _config = new();

    internal Fleet() => Compiler = new SnapshotCompiler(model =>
    {
        Attached.Add(model.Config.FullName);
        return new State();
    });

    internal SnapshotCompiler Compiler { get; }

    /// <summary>The deployments that live state was bound to, in order.</summary>
    internal List<string> Attached { get; } = [];

    internal static DeploymentConfig Deployment(string fullName, params string[] names)
    {
        (string account, string id) = Split(fullName);
        return new() { Id = id, Account = account, Names = [.. names], Endpoints = [new(new Uri("http://replica"))] };
    }

    internal static KeyConfig Key(string key, string account) =>
        new(key, [.. SHA256.HashData(Encoding.UTF8.GetBytes(key))], account);

    /// <summary>Adds <c>account/id</c> with further names.</summary>
    internal Fleet WithDeployment(string fullName, params string[] names) => With(Deployment(fullName, names));

    internal Fleet With(DeploymentConfig deployment)
    {
        _config = _config with { Deployments = [.. _config.Deployments.Where(d => d.FullName != deployment.FullName), deployment] };
        return this;
    }

    internal Fleet WithoutDeployment(string fullName)
    {
        _config = _config with { Deployments = [.. _config.Deployments.Where(d => d.FullName != fullName)] };
        return this;
    }

    /// <summary>Adds <c>account/id</c> over deployments of the same account.</summary>
    internal Fleet WithRouter(string fullName, string[] members, bool isPublic = false, params string[] names)
    {
        (string account, string id) = Split(fullName);
        var router = new RouterConfig
        {
            Id = id,
            Account = account,
            Deployments = [.. members.Select(member => $"accounts/{account}/deployments/{member}")],
            Public = isPublic,
            Names = [.. names],
        };
        _config = _config with { Routers = [.. _config.Routers, router] };
        return this;
    }

    internal Fleet WithKeys(params KeyConfig[] keys)
    {
        _config = _config with { Keys = [.. keys] };
        return this;
    }

    internal Fleet WithAnonymous(string account)
    {
        _config = _config with { Anonymous = account };
        return this;
    }

    internal RoutingSnapshot Compile(long now = 0) => Compiler.Compile(_config, DateTimeOffset.FromUnixTimeSeconds(now));

    /// <summary>What a caller of <paramref name="account"/> reaches by <paramref name="model"/>, as <c>full name</c> or <c>full name as model</c>; null when nothing.</summary>
    internal string? Find(string account, string model)
    {
        RoutingSnapshot snapshot = WithAnonymous(account).Compile();
        RouteMatch match = snapshot.Find(snapshot.Anonymous!, Encoding.UTF8.GetBytes(model));
        string? name = match.Entry?.FullName;
        return match.Model.IsEmpty ? name : $"{name} as {Encoding.UTF8.GetString(match.Model)}";
    }

    internal static ImmutableArray<string> Members(RouteEntry entry) =>
        [.. ((Plans.SplitNode)entry.Plan.Root).Members.Select(member => member.Config.FullName)];

    private static (string Account, string Id) Split(string name)
    {
        string[] parts = name.Split('/');
        return (parts[0], parts[1]);
    }

    private sealed class State : DeploymentState;
}
