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

    /// <summary>Reads the file now. What it says is known from then on and not reported again by <see cref="Beat"/>.</summary>
    public ConfigReading Read()
    {
        FileContent content = FileContent.Load(_path);
        return Keep(content, Parse(content));
    }

    /// <summary>
    /// One look, for whoever has a clock that beats every <see cref="Period"/>: a system call while nothing changes, and no thread of its
    /// own that would have to be woken. When the file says something else than at the last reading, it is read on the thread pool and
    /// <paramref name="changed"/> called with that, good or bad, one call after another. An exception out of it ends the looks, and is
    /// that of <see cref="Settled"/>. Returns at once; one thread at a time.
    /// </summary>
    public void Beat(Action<ConfigReading> changed)
    {
        if (!Settled.IsCompletedSuccessfully || !IsDue())
            return;
        Settled = Task.Run(() =>
        {
            if (ReadNews() is { } reading)
                changed(reading);
        });
    }

    /// <summary>Ends when what was last seen to have changed has been read and told.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    /// <summary>One look and what follows from it: what the file newly says, or null.</summary>
    internal ConfigReading? Look() => IsDue() ? ReadNews() : null;

    private bool IsDue()
    {
        FileStamp now = FileStamp.Of(_path);
        bool rests = now == _seen;
        _seen = now;
        bool compare = ++_looks % LooksPerComparison == 0;
        return rests && (now != _taken || compare);
    }

    private ConfigReading? ReadNews()
    {
        FileStamp? now = _seen;
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
