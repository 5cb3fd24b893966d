using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Edge.EndToEnd.Harness;

/// <summary>A real Prometheus that asks some targets each second, with a folder of its own; both are gone when it is disposed.</summary>
internal sealed class PrometheusProcess : IAsyncDisposable
{
    // The shell becomes Prometheus. The watchman beside it ends it when our end of the pipe closes, however this process ends.
    private const string Launch = """
        exec 3<&0
        (cat <&3; grep -q prometheus "/proc/$$/comm" && kill -KILL $$) >/dev/null 2>&1 &
        exec prometheus "$@" 3<&- </dev/null
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("prometheus-").FullName;
    private readonly int _port = FreePorts.Find(1)[0];
    private readonly StringBuilder _log = new();
    private readonly Process _process;

    private PrometheusProcess((string Job, int Port)[] targets)
    {
        string config = Path.Combine(_folder, "prometheus.yml");
        File.WriteAllText(config, "global: { scrape_interval: 1s, scrape_timeout: 1s }\nscrape_configs:\n"
            + string.Concat(targets.Select(target => $"  - {{ job_name: {target.Job}, static_configs: [ {{ targets: [ '127.0.0.1:{target.Port}' ] }} ] }}\n")));
        var start = new ProcessStartInfo("/bin/sh", ["-c", Launch, "prometheus", $"--config.file={config}", $"--storage.tsdb.path={Path.Combine(_folder, "data")}",
            $"--web.listen-address=127.0.0.1:{_port}", "--enable-feature=exemplar-storage", "--log.level=debug"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("prometheus does not start");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has logged.</summary>
    internal string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts one and waits until each target was asked and gave an answer that could be read.</summary>
    internal static async Task<PrometheusProcess> StartAsync(params (string Job, int Port)[] targets)
    {
        var prometheus = new PrometheusProcess(targets);
        try
        {
            await Wait.UntilAsync(() => prometheus.IsReadyAsync(), "prometheus is ready");
            foreach ((string job, _) in targets)
                await Wait.UntilAsync(async () => await prometheus.ValueAsync($"up{{job=\"{job}\"}}") == 1, $"{job} is up");
            return prometheus;
        }
        catch (Exception failure)
        {
            await prometheus.DisposeAsync();
            throw new InvalidOperationException($"{failure.Message}\n{prometheus.Log}", failure);
        }
    }

    /// <summary>What its API says to a query, below <c>data</c>.</summary>
    internal async Task<JsonElement> AskAsync(string query) =>
        (await Http.JsonAsync(new Uri($"http://127.0.0.1:{_port}/api/v1/{query}"))).GetProperty("data");

    /// <summary>The one value of an expression; null where there is none.</summary>
    internal async Task<double?> ValueAsync(string expression)
    {
        JsonElement data = await AskAsync($"query?query={Uri.EscapeDataString(expression)}");
        JsonElement[] found = [.. data.GetProperty("result").EnumerateArray()];
        return found is [var one] ? double.Parse(one.GetProperty("value")[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.StandardInput.Close();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException("prometheus exited: run ./test, which installs it");
        return await Http.AnswersAsync(new Uri($"http://127.0.0.1:{_port}/-/ready"));
    }

    private void Keep(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }
}
