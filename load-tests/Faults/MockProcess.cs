using System.Globalization;
using System.Text.Json;
using Edge.LoadTests.Common;
using Shared;

namespace Edge.LoadTests.Faults;

/// <summary>One replica: <c>edge mock</c> as a process of its own, which can be killed and frozen.</summary>
internal sealed class MockProcess : IDisposable
{
    private readonly string _program;
    private readonly string[] _flags;
    private readonly ServerProcess _process;

    /// <summary>Nothing runs yet.</summary>
    /// <param name="program">The published <c>edge</c>.</param>
    /// <param name="folder">Made for it.</param>
    /// <param name="flags">Those of <c>edge mock</c>, without its port.</param>
    internal MockProcess(string program, string folder, string[] flags)
    {
        (_program, _flags) = (program, flags);
        _process = new ServerProcess(Path.Combine(Directory.CreateDirectory(folder).FullName, "log"));
    }

    /// <summary>Where it listens.</summary>
    internal int Port { get; } = Ports.Next();

    /// <summary>Starts it and waits until it answers.</summary>
    internal Task StartAsync()
    {
        _process.Start(_program, ["mock", "--port", Port.ToString(CultureInfo.InvariantCulture), .. _flags]);
        return _process.UntilAsync(async () => await Operator.GetAsync(Port, "/mock/stats") is { Status: "200" }, "answering");
    }

    /// <summary>Ends it at once: no connection is closed in good order.</summary>
    internal Task KillAsync() => _process.SignalAsync("KILL");

    /// <summary>Stops it in its tracks: the kernel still takes connections and bytes for it.</summary>
    internal Task FreezeAsync() => _process.SignalAsync("STOP");

    /// <summary>Plays <paramref name="fault"/> from the next request on.</summary>
    internal async Task PlayAsync(string fault)
    {
        if (await Operator.PostAsync(Port, "/mock/fault", fault) is not { Status: "200" })
            throw new InvalidOperationException($"A mock does not play '{fault}'.");
    }

    /// <summary>Forgets what it received.</summary>
    internal Task ResetAsync() => Operator.PostAsync(Port, "/mock/reset", "");

    /// <summary>A counter of <c>/mock/stats</c>.</summary>
    internal async Task<long> CountAsync(string name) => (await AskAsync("/mock/stats")).GetProperty(name).GetInt64();

    /// <summary>The last requests, 256 at most.</summary>
    internal async Task<JsonElement[]> RequestsAsync() => [.. (await AskAsync("/mock/requests")).GetProperty("requests").EnumerateArray()];

    /// <summary>Waits until a counter has this value; false when it did not get there in time.</summary>
    internal async Task<bool> UntilAsync(string name, long value)
    {
        try
        {
            await _process.UntilAsync(async () => await CountAsync(name) == value, $"at {name} {value}");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task<JsonElement> AskAsync(string path) =>
        await Operator.GetAsync(Port, path) is { } answer
            ? JsonSerializer.Deserialize<JsonElement>(answer.Body)
            : throw new InvalidOperationException("A mock does not answer.");
}
