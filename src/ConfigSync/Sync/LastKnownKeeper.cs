using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>
/// Keeps what is applied in a file, some time after it changed: not more often than writing it is worth. <see cref="Changed"/> and
/// <see cref="Follow"/> from the follower's thread, saving from one other.
/// </summary>
internal sealed class LastKnownKeeper(string path, RoutingState state, IFollowLog log, TimeProvider time)
{
    /// <summary>How long changes are waited for before the file is written.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>Writing takes at most a tenth of the time.</summary>
    private const int Ratio = 10;

    private readonly LastKnownGood _file = new(path);
    private string? _identity;
    private string? _problem;
    private long _changed;
    private long _written;
    private long _writtenEnd;
    private TimeSpan _cost;

    /// <summary>When the file was written last; null where there is none.</summary>
    internal DateTimeOffset? Saved { get; private set; }

    /// <summary>What the file holds, where it is of the same store; else null, and the reason is told.</summary>
    internal LastKnown? Load(IStoreSource source)
    {
        if (!_file.TryLoad(out LastKnown? known, out string reason))
        {
            log.NoLastKnown(reason);
            return null;
        }
        if (!source.MayBe(known.Identity))
        {
            log.NoLastKnown($"{path} is of another store than is configured");
            return null;
        }
        _identity = known.Identity;
        Saved = File.GetLastWriteTimeUtc(path);
        return known;
    }

    /// <summary>The store was told whole; it is this one.</summary>
    internal void Follow(string identity)
    {
        if (identity != _identity || Saved is null)
            Changed();
        Volatile.Write(ref _identity, identity);
    }

    /// <summary>Something of what is applied is another.</summary>
    internal void Changed() => Interlocked.Increment(ref _changed);

    /// <summary>Writes the file if something changed and rests, or has waited for long.</summary>
    internal void SaveIfDue()
    {
        TimeSpan pause = Rest > Ratio * _cost ? Rest : Ratio * _cost;
        if (time.GetElapsedTime(_writtenEnd) >= pause)
            Save();
    }

    /// <summary>Writes the file if something changed since it was written, and a store was followed.</summary>
    internal void Save()
    {
        long changed = Interlocked.Read(ref _changed);
        if (changed == _written || Volatile.Read(ref _identity) is not { } identity)
            return;
        long start = time.GetTimestamp();
        string? problem = _file.Save(new LastKnown(identity, 0, state.Held()));
        _writtenEnd = time.GetTimestamp();
        _cost = time.GetElapsedTime(start, _writtenEnd);
        if (problem is null)
            (_written, Saved) = (changed, time.GetUtcNow());
        else if (problem != _problem)
            log.LastKnownNotSaved(problem);
        _problem = problem;
    }
}
