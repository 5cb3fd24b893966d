using System.Diagnostics;
using System.Globalization;
using Edge.LoadTests.Common;
using Shared;

namespace Edge.LoadTests.Chaos.Stand;

/// <summary>The edge that is tested, as a process.</summary>
internal sealed class EdgeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string _log;
    private readonly int _control;
    private readonly Process _process;

    private EdgeProcess(string program, string folder, int control)
    {
        (_log, _control) = (Path.Combine(folder, "log"), control);
        var info = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" serve --config \"$1\" >\"$2\" 2>&1", program, Path.Combine(folder, "edge.json"), _log]);
        _process = Process.Start(info)!;
    }

    /// <summary>What the kernel counts for it.</summary>
    internal ProcessFigures Figures => new(_process.Id);

    /// <summary>Whether it runs.</summary>
    internal bool IsAlive => !_process.HasExited;

    /// <summary>Starts it with what <paramref name="configuration"/> makes of a port for callers and one for operators; ready when this returns.</summary>
    internal static async Task<EdgeProcess> StartAsync(string program, string folder, int data, Func<int, string> configuration)
    {
        int control = Ports.Next();
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, "edge.json"), configuration(control));
        var edge = new EdgeProcess(program, folder, control);
        long start = TimeProvider.System.GetTimestamp();
        while (await Operator.GetAsync(control, "/readyz") is not { Status: "200" })
        {
            if (!edge.IsAlive || TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"The edge on port {data} is not ready:\n{string.Join('\n', edge.LogLines().TakeLast(20))}");
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
        return edge;
    }

    /// <summary>All figures of <c>/metrics</c> by name with labels; empty where nobody answers.</summary>
    internal async Task<Dictionary<string, double>> MetricsAsync()
    {
        string text = await Operator.GetAsync(_control, "/metrics") is { Status: "200" } answer ? answer.Body : "";
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            int space = line.LastIndexOf(' ');
            figures[line[..space]] = double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture);
        }
        return figures;
    }

    /// <summary>Lines of its log that tell of a mistake of its own.</summary>
    internal IReadOnlyList<string> Errors() => [.. LogLines().Where(line => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal))];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsAlive)
            _process.Kill();
        _process.Dispose();
    }

    private IEnumerable<string> LogLines() => File.Exists(_log) ? File.ReadLines(_log) : [];
}
