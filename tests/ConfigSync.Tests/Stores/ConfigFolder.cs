using System.Collections.Concurrent;
using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores;

/// <summary>A folder with a configuration file, and whatever its watch reports.</summary>
internal sealed class ConfigFolder : IDisposable
{
    private readonly ConcurrentQueue<ConfigReading> _reported = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("edge-watch-").FullName;

    internal string Path => In("edge.json");

    internal IReadOnlyCollection<ConfigReading> Reported => _reported;

    internal string In(string name) => System.IO.Path.Combine(Folder, name);

    internal ConfigFile File() => new(Path, _ => null);

    internal void Report(ConfigReading reading) => _reported.Enqueue(reading);

    /// <summary>Waits until <paramref name="condition"/> holds for what was reported last.</summary>
    internal async Task Until(Func<ConfigReading, bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_reported.LastOrDefault() is not { } last || !condition(last))
            await Task.Delay(5, deadline.Token);
    }

    /// <summary>A document whose account for callers without a key is <paramref name="account"/>, so that readings can be told apart.</summary>
    internal static string Document(string account) => $$"""{ "anonymous": "{{account}}" }""";

    /// <summary>Makes a folder with a document; all of them have one time.</summary>
    internal void MakeVersion(string name, string account)
    {
        Directory.CreateDirectory(In(name));
        string path = System.IO.Path.Combine(In(name), "edge.json");
        System.IO.File.WriteAllText(path, Document(account));
        System.IO.File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    /// <summary>Beats for <paramref name="file"/> until <paramref name="stop"/>, or until a look has failed: that is then thrown.</summary>
    internal static async Task BeatAsync(ConfigFile file, Action<ConfigReading> changed, CancellationToken stop)
    {
        using var beats = new PeriodicTimer(ConfigFile.Period);
        while (!stop.IsCancellationRequested && !file.Settled.IsFaulted)
        {
            file.Beat(changed);
            await beats.WaitForNextTickAsync(CancellationToken.None);
        }
        await file.Settled;
    }

    public void Dispose() => Directory.Delete(Folder, true);
}
