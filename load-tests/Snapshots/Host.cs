using System.Net;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;
using Edge.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.LoadTests.Snapshots;

/// <summary>Edge in this process, whose configuration changes without a file: what a change costs beyond reading one.</summary>
internal static class Host
{
    /// <summary>Serves until the process is stopped.</summary>
    internal static async Task<int> RunAsync(Plan plan)
    {
        EdgeConfig config = Configure(plan);
        await using EdgeServer server = await EdgeServer.StartAsync(config, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        Change(server, 0);
        using var timer = new PeriodicTimer(Plan.Period, TimeProvider.System);
        for (int changes = 0; await timer.WaitForNextTickAsync();)
        {
            if (File.Exists(plan.File))
                Change(server, ++changes);
        }
        return 0;
    }

    /// <summary>What a store does when the router has changed so often.</summary>
    private static void Change(EdgeServer server, int changes)
    {
        var key = new ResourceKey(ResourceKind.Router, ListenConfig.DefaultAccount, Plan.Changing);
        byte[] document = Encoding.UTF8.GetBytes($$"""{ "deployments": [ "{{Plan.Model(changes)}}" ] }""");
        server.Routing.Put(new StoreEntry(key, document, changes + 1, DateTimeOffset.UnixEpoch));
        server.Routing.Publish();
    }

    private static EdgeConfig Configure(Plan plan) => new()
    {
        Listen = new ListenConfig
        {
            Data = new IPEndPoint(IPAddress.Loopback, plan.Port),
            Control = new IPEndPoint(IPAddress.Loopback, plan.Control),
        },
        Anonymous = ListenConfig.DefaultAccount,
        Deployments = [Deployment("m1", plan.Backend), Deployment("m2", plan.Backend + 1)],
        Routers = [.. Enumerable.Range(0, plan.Routers).Select(i => Router($"r{i}", Plan.Model(i)))],
    };

    private static DeploymentConfig Deployment(string id, int port) => new()
    {
        Id = id,
        ServedModel = id,
        Endpoints = [new EndpointConfig(new Uri($"http://127.0.0.1:{port}"))],
    };

    private static RouterConfig Router(string id, string model) => new() { Id = id, Deployments = [$"accounts/default/deployments/{model}"] };
}
