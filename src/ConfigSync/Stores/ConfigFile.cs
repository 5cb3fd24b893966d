using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>
/// One configuration file: reads it and tells when it says something else, however it was saved: written in place, replaced by a
/// rename, or swapped through the links of a Kubernetes ConfigMap volume. One thread at a time.
/// </summary>
/// <remarks>
/// It looks every <see cref="Period"/> instead of asking the system for events: those follow neither links nor renames the same
/// way everywhere, get lost on network file systems, and a look costs some microseconds. A change is taken at the second look that
/// sees it, so that a file still being written is mostly not read, and 150 ms after it was saved at the latest.
/// </remarks>
public sealed class ConfigFile
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Each so many looks, once a second, the content itself is compared: for files changed under the same length and time, and for
    /// broken ones that heal without a change of their own, as when a missing certificate arrives.
    /// </summary>
    private const int LooksPerComparison = 20;

    private readonly string _path;
    private readonly Func<string, string?> _environment;
    private FileStamp? _seen;
    private FileStamp? _taken;
    // Reckoned when it is first compared, which also lets go of the bytes: the start need not wait for cryptography to be loaded.
    private Lazy<string>? _fingerprint;
    private ConfigReading? _last;
    private int _looks;

    /// <summary>Names the file; nothing is read yet.</summary>
    /// <param name="path">Its path, relative ones from the current folder; it need not exist.</param>
    /// <param name="environment">The value of an environment variable, or null where it is not set.</param>
    public ConfigFile(string path, Func<string, string?> environment)
    {
        _path = Path.GetFullPath(path);
        _environment = environment;
    }

    /// <summary>Reads the file now. What it says is known from then on and not reported again by <see cref="RunAsync"/>.</summary>
    public ConfigReading Read()
    {
        FileContent content = FileContent.Load(_path);
        return Keep(content, Parse(content));
    }

    /// <summary>
    /// Watches the file until <paramref name="stop"/>, then ends without an exception. Each time it says something else than at the
    /// last reading, <paramref name="changed"/> is called with the new one, good or bad, one call after another; an exception out of
    /// it ends the watch and is the task's.
    /// </summary>
    /// <remarks>On a thread of its own, which sleeps: a timer and the thread pool would wake three threads for each look.</remarks>
    public Task RunAsync(Action<ConfigReading> changed, CancellationToken stop) => Task.Factory.StartNew(
        () =>
        {
            while (!stop.WaitHandle.WaitOne(Period))
            {
                if (Look() is { } reading)
                    changed(reading);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>One look: what the file newly says, or null.</summary>
    internal ConfigReading? Look()
    {
        FileStamp now = FileStamp.Of(_path);
        bool rests = now == _seen;
        _seen = now;
        bool compare = ++_looks % LooksPerComparison == 0;
        if (!rests || (now == _taken && !compare))
            return null;
        FileContent content = FileContent.Load(_path);
        if (FileStamp.Of(_path) != now)
            return null;
        _taken = now;
        return Take(content);
    }

    private ConfigReading? Take(FileContent content)
    {
        bool same = _fingerprint is not null && content.Fingerprint == _fingerprint.Value;
        if (same && _last is { Config: not null })
            return null;
        ConfigReading reading = Parse(content);
        bool news = !same || !reading.Errors.SequenceEqual(_last!.Errors);
        Keep(content, reading);
        return news ? reading : null;
    }

    private ConfigReading Keep(FileContent content, ConfigReading reading)
    {
        _fingerprint = new Lazy<string>(() => content.Fingerprint);
        return _last = reading;
    }

    private ConfigReading Parse(FileContent content)
    {
        if (content.Bytes is { } bytes)
            return ConfigDocument.Read(bytes, Path.GetDirectoryName(_path) ?? _path, _environment);
        var error = new ConfigError("", 1, 1, $"the file cannot be read: {content.Problem}", $"Look at {_path}.");
        return new ConfigReading(null, [error]) { IsUnreadable = true };
    }
}
