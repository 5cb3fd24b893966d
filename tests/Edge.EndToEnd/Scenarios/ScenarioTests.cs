using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Edge.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Edge.EndToEnd.Scenarios;

/// <summary>The load scenarios of load-tests/Scenarios, for two seconds each and at a low rate: they find Edge right, and a bad gateway out.</summary>
public sealed class ScenarioTests(ITestOutputHelper output) : IDisposable
{
    private const string Key = "sk-load";

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-scenarios-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Edge_passes_all_of_them()
    {
        await using var mock = await Harness.Mock.StartAsync(2, "--first-token", "5ms", "--tokens-per-second", "200", "--delay", "5ms");
        int[] ports = FreePorts.Find(2);
        Directory.CreateDirectory(Path.Combine(_folder, "resources"));
        string path = Path.Combine(_folder, "edge.json");
        await File.WriteAllTextAsync(path, Configuration(ports[0], ports[1], mock.Ports));
        await using EdgeProcess edge = await EdgeProcess.StartAsync(new Uri($"http://127.0.0.1:{ports[1]}/readyz"), "serve", "--config", path);

        (int exit, string printed) = await RunAsync(
            "--target", $"http://127.0.0.1:{ports[0]}/v1", "--model", "chat", "--key", Key, "--revoked", "sk-was-never-there",
            "--models", "chat,a=served-a,b=served-b", "--control", $"http://127.0.0.1:{ports[1]}/v1/accounts/default", "--moves", "a=served-a,b=served-b",
            "--seconds", "2", "--rate", "20", "--nonces", "required");

        exit.ShouldBe(0, printed);
        string figures = printed.TrimEnd().Split('\n')[^1];
        figures.ShouldContain(" wrong=0 missed=0 ");
        foreach (string name in (string[])["chat", "first_token", "token_gap", "long_context", "images", "mixed_models", "route_change", "slow_readers", "slow_senders", "key_mix", "soak"])
            figures.ShouldContain($" {name}_p99_ms=");
        foreach (string report in (string[])["html", "csv", "md"])
            File.Exists(Path.Combine(_folder, "reports", $"scenarios.{report}")).ShouldBeTrue(report);
    }

    [Fact]
    public async Task A_gateway_that_breaks_streams_off_is_found_out()
    {
        await using var mock = await Harness.Mock.StartAsync(1, "--first-token", "0", "--tokens-per-second", "0", "--fault", "no-end-mark");
        (int exit, string printed) = await RunAsync("--target", $"{mock.Address}v1", "--model", "m", "--scenarios", "chat,streaming_chat", "--seconds", "2", "--rate", "20");
        exit.ShouldBe(1, printed);
        printed.ShouldContain("failed no_end_mark");
    }

    [Fact]
    public async Task Nobody_there_and_a_wrong_command_line_are_told_apart_from_wrong_answers()
    {
        (int exit, string printed) = await RunAsync("--target", $"http://127.0.0.1:{FreePorts.Find(1)[0]}/v1", "--model", "m");
        exit.ShouldBe(2, printed);
        printed.ShouldContain("cannot be reached");
        (exit, printed) = await RunAsync("--target", "http://127.0.0.1:1/v1", "--model", "m", "--scenarios", "route_change");
        exit.ShouldBe(2, printed);
        printed.ShouldContain("'route_change' needs more");
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "scenarios.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = _folder,
            },
        };
        process.Start();
        Task<string> printed = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        string all = await errors + await printed;
        output.WriteLine(all);
        return (process.ExitCode, all);
    }

    private static string Configuration(int data, int control, IReadOnlyList<int> models) => $$"""
        {
          "listen": {"data": "127.0.0.1:{{data}}", "control": "127.0.0.1:{{control}}"},
          "store": {"folder": "resources"},
          "deployments": [
            {"id": "a", "servedModel": "served-a", "endpoints": [{"url": "http://127.0.0.1:{{models[0]}}"}]},
            {"id": "b", "servedModel": "served-b", "endpoints": [{"url": "http://127.0.0.1:{{models[1]}}"}]}
          ],
          "routers": [{"id": "chat", "deployments": ["a", "b"], "strategy": "evenLoad"}],
          "keys": [{"name": "load", "hash": "sha256:{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}}"}]
        }
        """;
}
