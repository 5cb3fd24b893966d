using System.Globalization;
using System.Text.Json;
using Edge.LoadTests.Common;
using Shared;

namespace Edge.LoadTests.Panels;

/// <summary>A Prometheus of its own, which looks at the edges each second and follows the rules.</summary>
internal sealed class Prometheus : IDisposable
{
    private readonly ServerProcess _process;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly int _port = Ports.Next();
    private readonly string _folder;
    private readonly string _file;

    /// <summary>Writes its configuration; nothing runs yet.</summary>
    /// <param name="folder">Made for it.</param>
    /// <param name="rules">The folder with the rules.</param>
    /// <param name="targets">Ports of the figures of edges.</param>
    internal Prometheus(string folder, string rules, IEnumerable<int> targets)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _file = Path.Combine(_folder, "prometheus.yml");
        _process = new ServerProcess(Path.Combine(_folder, "log"));
        File.WriteAllText(_file, $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: ["{{Path.GetFullPath(rules)}}/*.yml"]
            scrape_configs:
              - job_name: edge
                static_configs: [{ targets: [{{string.Join(", ", targets.Select(port => $"\"127.0.0.1:{port}\""))}}] }]
            """);
    }

    /// <summary>Starts it and waits until it answers.</summary>
    internal Task StartAsync()
    {
        _process.Start("prometheus", "--log.level=warn", $"--config.file={_file}", $"--storage.tsdb.path={Path.Combine(_folder, "data")}", $"--web.listen-address=127.0.0.1:{_port}");
        return _process.UntilAsync(async () => await Operator.GetAsync(_port, "/-/ready") is { Status: "200" }, "ready");
    }

    /// <summary>What a query shows over a time, asked as Grafana asks.</summary>
    internal async Task<Seen> RangeAsync(string query, Span span)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["query"] = query,
            ["start"] = span.Start.ToString(CultureInfo.InvariantCulture),
            ["end"] = span.End.ToString(CultureInfo.InvariantCulture),
            ["step"] = "1",
        });
        using HttpResponseMessage answer = await _http.PostAsync(new Uri($"http://127.0.0.1:{_port}/api/v1/query_range"), form);
        return Seen.Read(JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>The rules it follows, with what became of them.</summary>
    internal async Task<IReadOnlyList<Rule>> RulesAsync()
    {
        JsonElement answer = JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/api/v1/rules")));
        return [.. answer.GetProperty("data").GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray()).Select(Rule.Read)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Dispose();
        _http.Dispose();
    }
}
