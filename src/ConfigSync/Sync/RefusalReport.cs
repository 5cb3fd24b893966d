using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>
/// Tells of refused documents one by one, but not more of them a second than people read: whoever can write to a store could fill the log else. Safe
/// from any thread.
/// </summary>
internal sealed class RefusalReport(IFollowLog log, TimeProvider time)
{
    /// <summary>So many are told one by one each second.</summary>
    internal const int MostPerSecond = 20;

    private readonly Lock _gate = new();
    private long _second;
    private int _told;
    private int _more;

    /// <summary>A document was refused.</summary>
    internal void Add(ResourceKey key, long revision, string reason)
    {
        lock (_gate)
        {
            if (MayTell())
                log.Refused(key, revision, reason);
        }
    }

    /// <summary>Something is no resource.</summary>
    internal void Add(StoreForeign foreign)
    {
        lock (_gate)
        {
            if (MayTell())
                log.Foreign(foreign.Name, foreign.Reason);
        }
    }

    /// <summary>Tells how many were not told one by one.</summary>
    internal void Flush()
    {
        lock (_gate)
        {
            if (_more > 0)
                log.More(_more);
            _more = 0;
        }
    }

    private bool MayTell()
    {
        long second = time.GetTimestamp() / time.TimestampFrequency;
        if (second != _second)
            (_second, _told) = (second, 0);
        if (++_told <= MostPerSecond)
            return true;
        _more++;
        return false;
    }
}
