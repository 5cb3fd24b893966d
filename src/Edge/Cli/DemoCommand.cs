using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using ConfigSync.Resources;
using Edge.Hosting;
using Edge.Mock;
using Microsoft.Extensions.Logging;

namespace Edge.Cli;

/// <summary><c>edge demo</c>: Edge before simulated models, nothing to install or configure.</summary>
internal static class DemoCommand
{
    /// <summary>The verb.</summary>
    internal static Command Create(StopSignals signals)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where callers reach the demo.",
            DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        var control = new Option<string>("--control")
        {
            Description = "Where health and metrics are served.",
            DefaultValueFactory = _ => "127.0.0.1:8081",
        };
        var command = new Command("demo", "Runs Edge before two simulated deployments and a router, and prints three curls that work. Ctrl-C ends it.") { urls, control };
        command.SetAction((parse, _) => RunAsync(parse.GetValue(urls)!, parse.GetValue(control)!, signals));
        return command;
    }

    private static async Task<int> RunAsync(string urls, string control, StopSignals signals)
    {
        ListenConfig listen = new();
        string? wrong = UrlsOption.TryApply(urls, ref listen);
        if (!IPEndPoint.TryParse(control, out IPEndPoint? address))
            wrong ??= $"--control: '{control}' is no address. Write 127.0.0.1:8081.";
        if (wrong is not null)
        {
            await Console.Error.WriteLineAsync(wrong).ConfigureAwait(false);
            return ExitCodes.Unusable;
        }
        using ILoggerFactory loggers = Logs.Create();
        await using MockServer fast = await MockServer.StartAsync(new MockOptions { Ports = [0, 0, 0], Seed = 1 }, signals.Stop).ConfigureAwait(false);
        await using MockServer large = await MockServer.StartAsync(
            new MockOptions { Ports = [0, 0], Seed = 2, FirstToken = TimeSpan.FromMilliseconds(250), TokensPerSecond = 40 }, signals.Stop).ConfigureAwait(false);
        try
        {
            using var store = new DemoStore();
            EdgeConfig config = store.Fill(Configure(listen with { Control = address! }, fast, large));
            await using EdgeServer server = await EdgeServer.StartAsync(config, loggers, TimeProvider.System, signals.Stop).ConfigureAwait(false);
            await server.ReadyAsync(signals.Stop).ConfigureAwait(false);
            (string scheme, IPEndPoint data) = server.DataAddresses.First();
            DemoText.Print($"{scheme}://{data}/v1", server.ControlAddress);
            await signals.WaitAsync().ConfigureAwait(false);
            await server.StopAsync(signals.Abort).ConfigureAwait(false);
            return ExitCodes.Fine;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await Console.Error.WriteLineAsync($"edge: {e.Message} Choose other addresses with --urls and --control.").ConfigureAwait(false);
            return ExitCodes.AddressInUse;
        }
    }

    private static EdgeConfig Configure(ListenConfig listen, MockServer fast, MockServer large) => new()
    {
        Listen = listen,
        Anonymous = ListenConfig.DefaultAccount,
        Deployments =
        [
            new DeploymentConfig { Id = "small", Endpoints = [.. fast.Ports.Select(Endpoint)], BaseModel = "accounts/default/models/simulated-small", ServedModel = "simulated-small" },
            new DeploymentConfig { Id = "large", Endpoints = [.. large.Ports.Select(Endpoint)], BaseModel = "accounts/default/models/simulated-large", ServedModel = "simulated-large" },
        ],
        Routers =
        [
            new RouterConfig
            {
                Id = "chat",
                Deployments = ["accounts/default/deployments/small", "accounts/default/deployments/large"],
                Names = ["gpt-4o-mini"],
            },
        ],
    };

    private static EndpointConfig Endpoint(int port) => new(new Uri($"http://127.0.0.1:{port}"));
}
