using System.Diagnostics;

namespace Edge.LoadTests.Common;

/// <summary>A server that runs as a process of its own and writes what it says into a file. It may be started again once it has ended.</summary>
/// <param name="log">The file, which is appended to.</param>
internal sealed class ServerProcess(string log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Often enough for what is measured in tenths of a second. Asked more often, a server compiles its answer to this question once more while it
    // has to do what is measured: of a start with a hundred thousand routers that was a tenth.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private Process? _process;

    /// <summary>What the kernel counts for it.</summary>
    internal ProcessFigures Figures => new(_process!.Id);

    /// <summary>Starts it; it need not be of use yet when this returns.</summary>
    internal void Start(string program, params string[] arguments)
    {
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", log, program, .. arguments]))!;
    }

    /// <summary>Waits until <paramref name="condition"/> holds; how long that took. Throws with what it waited for when it does not come.</summary>
    internal async Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (_process is not { HasExited: false } || Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"A server is not {what}:\n{string.Join('\n', File.ReadLines(log).TakeLast(20))}");
            await Task.Delay(Look);
        }
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Sends it a signal, such as <c>STOP</c>.</summary>
    internal Task SignalAsync(string signal) => Signals.SendAsync(signal, _process!.Id);

    /// <summary>Stops it as an operator would, and waits for its end.</summary>
    internal async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        await SignalAsync("TERM");
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it at once, like a power cut; does nothing when it has ended.</summary>
    internal void Kill()
    {
        if (_process is { HasExited: false } process)
            process.Kill();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process?.Dispose();
        _process = null;
    }
}
