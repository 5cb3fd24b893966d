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
    private const int MostCallers = 1000;

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
        var callers = new Option<int>("--callers")
        {
            Description = "How many simulated callers keep it busy.",
            DefaultValueFactory = _ => 4,
        };
        callers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MostCallers)
                result.AddError($"--callers takes 0 to {MostCallers}.");
        });
        var command = new Command("demo", "Runs Edge before two simulated deployments and a router, and prints three curls that work. Ctrl-C ends it.") { urls, control, callers };
        command.SetAction((parse, _) => RunAsync(parse.GetValue(urls)!, parse.GetValue(control)!, parse.GetValue(callers), signals));
        return command;
    }

    private static async Task<int> RunAsync(string urls, string control, int callers, StopSignals signals)
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
            await using (new DemoCallers($"{scheme}://{data}/v1", callers).ConfigureAwait(false))
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
        Telemetry = new TelemetryConfig { Details = true },
        Anonymous = ListenConfig.DefaultAccount,
        Deployments =
        [
            Deployment("small", fast, new PricingConfig(Input: 0.15, Output: 0.6, CachedInput: 0.075)),
            Deployment("large", large, new PricingConfig(Input: 2.5, Output: 10, CachedInput: 1.25)),
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

    private static DeploymentConfig Deployment(string id, MockServer models, PricingConfig pricing) => new()
    {
        Id = id,
        Endpoints = [.. models.Ports.Select(Endpoint)],
        BaseModel = $"accounts/default/models/simulated-{id}",
        ServedModel = $"simulated-{id}",
        InjectUsage = true,
        Pricing = pricing,
    };

    private static EndpointConfig Endpoint(int port) => new(new Uri($"http://127.0.0.1:{port}"));
}
