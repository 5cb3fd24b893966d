using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace Edge.Bench;

/// <summary>A configuration as large as one account may have: routers over a hundredth as many deployments.</summary>
internal sealed class ManyRouters
{
    private readonly string[] _fullNames;

    /// <summary>Makes it, with so many routers.</summary>
    internal ManyRouters(int routers)
    {
        DeploymentConfig[] deployments = [.. Enumerable.Range(0, routers / 100).Select(i => new DeploymentConfig
        {
            Id = $"d{i}",
            Endpoints = [new EndpointConfig(new Uri($"http://replica-{i}"))],
        })];
        _fullNames = [.. deployments.Select(deployment => deployment.FullName)];
        Config = new EdgeConfig
        {
            Deployments = [.. deployments],
            Routers = [.. Enumerable.Range(0, routers).Select(i => Router(i, version: 0))],
            Anonymous = ListenConfig.DefaultAccount,
        };
    }

    /// <summary>All of it.</summary>
    internal EdgeConfig Config { get; }

    /// <summary>A compiler of it that binds nothing.</summary>
    internal static SnapshotCompiler Compiler() => new(_ => new NoState());

    /// <summary>One of the routers; versions differ in a member and in the second of their names.</summary>
    internal RouterConfig Router(int number, int version) => new()
    {
        Id = $"r{number}",
        Deployments = [.. new[] { number, number + 1 + version }.Select(i => _fullNames[i % _fullNames.Length])],
        Names = [$"acme/chat-{number}", $"acme/chat-{number}-v{version}"],
    };

    private sealed class NoState : DeploymentState;
}
