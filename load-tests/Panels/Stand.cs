using Edge.LoadTests.Common;
using Shared.Nats;

namespace Edge.LoadTests.Panels;

/// <summary>Two edges on one NATS, the models behind them, and a Prometheus that looks at all of it.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private readonly List<ServerProcess> _models = [];
    private readonly EngineServer _engine = new();
    private readonly string _program;
    private readonly string _folder;

    private Stand(string program, string folder, string rules, NatsServerProcess nats)
    {
        (_program, _folder, Nats) = (program, folder, nats);
        string sections = ModelPlan.Sections(nats.Url, _engine.Port);
        Edges = [.. Enumerable.Range(0, 2).Select(i => new EdgeProcess(program, Path.Combine(folder, $"edge{i}"), sections, "\"loops\": 2, \"drain\": \"1s\""))];
        Prometheus = new Prometheus(Path.Combine(folder, "prometheus"), rules, Edges.Select(edge => edge.ControlPort));
    }

    /// <summary>The edges.</summary>
    internal EdgeProcess[] Edges { get; }

    /// <summary>The store.</summary>
    internal NatsServerProcess Nats { get; }

    /// <summary>What looks.</summary>
    internal Prometheus Prometheus { get; }

    /// <summary>Starts it all.</summary>
    /// <param name="program">The published <c>edge</c>.</param>
    /// <param name="folder">Scratch.</param>
    /// <param name="rules">The rules that Prometheus follows.</param>
    internal static async Task<Stand> StartAsync(string program, string folder, string rules)
    {
        var stand = new Stand(program, folder, rules, await NatsServerProcess.StartJetStreamAsync());
        try
        {
            foreach ((int port, string[] flags) in ModelPlan.Mocks)
                await stand.StartModelAsync(port, flags);
            await Task.WhenAll(stand.Edges.Select(edge => edge.StartAsync()));
            await stand.Prometheus.StartAsync();
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    /// <summary>Saves another <c>edge.json</c> for an edge: its own with <paramref name="text"/> behind it.</summary>
    internal void Save(int edge, string text)
    {
        string file = Path.Combine(_folder, $"edge{edge}", "edge.json"), good = file + ".good";
        if (!File.Exists(good))
            File.Copy(file, good);
        File.WriteAllText(file + ".new", File.ReadAllText(good) + text);
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Prometheus.Dispose();
        foreach (EdgeProcess edge in Edges)
            edge.Dispose();
        foreach (ServerProcess model in _models)
            model.Dispose();
        _engine.Dispose();
        await Nats.DisposeAsync();
    }

    private async Task StartModelAsync(int port, string[] flags)
    {
        var model = new ServerProcess(Path.Combine(_folder, $"model-{port}"));
        _models.Add(model);
        model.Start(_program, ["mock", "--port", $"{port}", .. flags]);
        await model.UntilAsync(async () => await Operator.GetAsync(port, "/mock/stats") is { Status: "200" }, "answering");
    }
}
