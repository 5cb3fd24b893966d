using System.Diagnostics;

namespace Edge.EndToEnd.Harness;

/// <summary>The program, started as its users start it. Killed when disposed.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    private const int KeptLines = 200;

    private readonly Process _process;
    private readonly Queue<string> _output = new();
    private readonly string _arguments;

    private EdgeProcess(string[] arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        _arguments = string.Join(' ', arguments);
        // A script that runs the tests in the background has them ignore SIGINT, and what they start would inherit that.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "edge.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The last lines it printed.</summary>
    internal string Output
    {
        get
        {
            lock (_output)
                return $"--- edge {_arguments}\n{string.Join('\n', _output)}";
        }
    }

    /// <summary>Starts it and waits until <paramref name="ready"/> answers with success.</summary>
    /// <exception cref="InvalidOperationException">It exited or never became ready; the message holds what it printed.</exception>
    internal static Task<EdgeProcess> StartAsync(Uri ready, params string[] arguments) => StartAsync(ready, [], arguments);

    /// <summary>The same with more in its environment.</summary>
    internal static async Task<EdgeProcess> StartAsync(Uri ready, (string Name, string Value)[] environment, params string[] arguments)
    {
        var edge = new EdgeProcess(arguments, environment: environment);
        try
        {
            await Wait.UntilAsync(() => edge.IsReadyAsync(ready), $"{ready} answers");
            return edge;
        }
        catch (Exception failure)
        {
            await edge.DisposeAsync();
            throw new InvalidOperationException($"{failure.Message}\n{edge.Output}", failure);
        }
    }

    /// <summary>Runs a verb that ends by itself in <paramref name="folder"/>; returns its exit code and what it printed.</summary>
    internal static Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments) => RunAsync(folder, [], arguments);

    /// <summary>The same with more in its environment.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        await using var edge = new EdgeProcess(arguments, folder, environment);
        return (await edge.ExitAsync(), edge.Output);
    }

    /// <summary>Sends it a signal, by its name without SIG, and returns the exit code it ends with.</summary>
    internal async Task<int> StopAsync(string signal)
    {
        using Process kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync(Uri ready)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"exited with {_process.ExitCode}");
        return await Http.AnswersAsync(ready);
    }

    private async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(Wait.Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"it has not ended within {Wait.Deadline}, having said:\n{Output}");
        }
        return _process.ExitCode;
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null)
                _output.Enqueue(line);
            if (_output.Count > KeptLines)
                _output.Dequeue();
        }
    }
}
