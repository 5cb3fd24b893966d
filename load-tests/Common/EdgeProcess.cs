using System.Diagnostics;
using System.Globalization;
using Edge.LoadTests.Common;
using Shared.Nats;

namespace Edge.LoadTests.Fleet;

/// <summary>A running edge that follows a bucket, with a folder of its own.</summary>
internal sealed class EdgeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Often enough for what is measured in tenths of a second, and cheap for the edge that is looked at.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string _program;
    private readonly string _folder;
    private readonly int _control = NatsServerProcess.FreePort();
    private Process? _process;

    /// <summary>Writes the configuration; nothing runs yet.</summary>
    /// <param name="program">The published <c>edge</c>.</param>
    /// <param name="folder">Made for it.</param>
    /// <param name="nats">The server's URL.</param>
    /// <param name="bucket">What it follows.</param>
    /// <param name="sharesLoad">Whether edges tell each other of their load.</param>
    internal EdgeProcess(string program, string folder, string nats, string bucket, bool sharesLoad = true)
    {
        (_program, _folder) = (program, Directory.CreateDirectory(folder).FullName);
        File.WriteAllText(Path.Combine(folder, "edge.json"), $$"""
            { "listen": { "data": "127.0.0.1:{{Port}}", "control": "127.0.0.1:{{_control}}", "loops": 1 }, "anonymous": "default",
              "store": { "nats": { "servers": ["{{nats}}"], "bucket": "{{bucket}}", "sharesLoad": {{(sharesLoad ? "true" : "false")}} } } }
            """);
    }

    /// <summary>Where callers reach it.</summary>
    internal int Port { get; } = NatsServerProcess.FreePort();

    /// <summary>What the kernel counts for it.</summary>
    internal ProcessFigures Figures => new(_process!.Id);

    /// <summary>Starts it and waits until it is ready; how long that took.</summary>
    internal async Task<TimeSpan> StartAsync()
    {
        long start = Stopwatch.GetTimestamp();
        var info = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" serve --config \"$1\" >>\"$2\" 2>&1", _program, Path.Combine(_folder, "edge.json"), Path.Combine(_folder, "log")]);
        _process = Process.Start(info)!;
        await UntilAsync(IsReadyAsync, "ready");
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Waits until <paramref name="condition"/> holds; how long that took. Throws with what it waited for when it does not come.</summary>
    internal async Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (_process is not { HasExited: false } || Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"An edge is not {what}:\n{string.Join('\n', File.ReadLines(Path.Combine(_folder, "log")).TakeLast(20))}");
            await Task.Delay(Look);
        }
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>One figure of <c>/metrics</c>, by its name with labels; 0 where there is none.</summary>
    internal async Task<double> MetricAsync(string name)
    {
        string text = await Operator.GetAsync(_control, "/metrics") is { } answer ? answer.Body : "";
        string? line = text.Split('\n').FirstOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(name.Length + 1)..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the store is in this state, by the metrics.</summary>
    internal async Task<bool> IsStoreAsync(string state) => await MetricAsync($"edge_store_state{{state=\"{state}\"}}") == 1;

    /// <summary>Stops it as an operator would, and waits for its end.</summary>
    internal async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is not { } process)
            return;
        _process = null;
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private async Task<bool> IsReadyAsync() => await Operator.GetAsync(_control, "/readyz") is { Status: "200" };
}
