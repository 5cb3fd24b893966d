using Shared;

namespace Edge.LoadTests.Common;

/// <summary>A running edge on ports and with a folder of its own.</summary>
internal sealed class EdgeProcess : IDisposable
{
    private readonly string _program;
    private readonly string _file;
    private readonly string _log;
    private readonly ServerProcess _process;

    /// <summary>Writes the configuration; nothing runs yet.</summary>
    /// <param name="program">The published <c>edge</c>, or an <c>edge.dll</c>.</param>
    /// <param name="folder">Made for it.</param>
    /// <param name="sections">What its configuration has besides <c>listen</c> and <c>anonymous</c>.</param>
    /// <param name="listen">What <c>listen</c> has besides addresses.</param>
    internal EdgeProcess(string program, string folder, string sections, string listen)
    {
        (_program, _file) = (program, Path.Combine(Directory.CreateDirectory(folder).FullName, "edge.json"));
        _process = new ServerProcess(_log = Path.Combine(folder, "log"));
        File.WriteAllText(_file, $$"""
            { "listen": { "data": "127.0.0.1:{{Port}}", "control": "127.0.0.1:{{ControlPort}}", {{listen}} }, "anonymous": "default",
              {{sections}} }
            """);
    }

    /// <summary>Where callers reach it.</summary>
    internal int Port { get; } = Ports.Next();

    /// <summary>Where operators reach it.</summary>
    internal int ControlPort { get; } = Ports.Next();

    /// <summary>What the kernel counts for it.</summary>
    internal ProcessFigures Figures => _process.Figures;

    /// <summary>Starts it and waits until it is ready; how long that took.</summary>
    internal Task<TimeSpan> StartAsync()
    {
        string[] arguments = ["serve", "--config", _file];
        if (_program.EndsWith(".dll", StringComparison.Ordinal))
            _process.Start("dotnet", [_program, .. arguments]);
        else
            _process.Start(_program, arguments);
        return UntilAsync(IsReadyAsync, "ready");
    }

    /// <summary>Waits until <paramref name="condition"/> holds; how long that took. Throws with what it waited for when it does not come.</summary>
    internal Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, string what) => _process.UntilAsync(condition, what);

    /// <summary>What <c>/metrics</c> says.</summary>
    internal async Task<Metrics> MetricsAsync() => new(await Operator.GetAsync(ControlPort, "/metrics") is { } answer ? answer.Body : "");

    /// <summary>One figure of <c>/metrics</c>, by its name with labels; 0 where there is none.</summary>
    internal async Task<double> MetricAsync(string name) => (await MetricsAsync()).Of(name);

    /// <summary>Whether the store is in this state, by the metrics.</summary>
    internal async Task<bool> IsStoreAsync(string state) => await MetricAsync($"edge_store_state{{state=\"{state}\"}}") == 1;

    /// <summary>Whether it says that it takes requests.</summary>
    internal async Task<bool> IsReadyAsync() => await Operator.GetAsync(ControlPort, "/readyz") is { Status: "200" };

    /// <summary>Lines of its log that tell of a mistake of its own.</summary>
    internal IReadOnlyList<string> Mistakes() =>
        [.. File.ReadLines(_log).Where(line => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal))];

    /// <summary>Stops it as an operator would, and waits for its end.</summary>
    internal Task StopAsync() => _process.StopAsync();

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
