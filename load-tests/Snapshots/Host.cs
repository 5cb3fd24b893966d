using System.Net;
using ConfigSync.Resources;
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
        using var timer = new PeriodicTimer(Plan.Period, TimeProvider.System);
        for (int changes = 0; await timer.WaitForNextTickAsync();)
        {
            if (File.Exists(plan.File))
                server.Put(Changing(++changes));
        }
        return 0;
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
        Routers = [Changing(0), .. Enumerable.Range(0, plan.Routers).Select(i => Router($"r{i}", Plan.Model(i)))],
    };

    private static DeploymentConfig Deployment(string id, int port) => new()
    {
        Id = id,
        ServedModel = id,
        Endpoints = [new EndpointConfig(new Uri($"http://127.0.0.1:{port}"))],
    };

    private static RouterConfig Changing(int changes) => Router(Plan.Changing, Plan.Model(changes));

    private static RouterConfig Router(string id, string model) => new() { Id = id, Deployments = [$"accounts/default/deployments/{model}"] };
}
