using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>Told what a <see cref="StoreFollower"/> meets, for people. Called from any thread, one call at a time.</summary>
public interface IFollowLog
{
    /// <summary>The state of the store, or its reason, is another.</summary>
    void StoreChanged(StoreStatus status);

    /// <summary>Serving began with what was kept from the last run.</summary>
    void StartedFromLastKnown(int resources, DateTimeOffset saved);

    /// <summary>There is nothing of a last run that could be used.</summary>
    void NoLastKnown(string reason);

    /// <summary>What is applied could not be kept for the next start.</summary>
    void LastKnownNotSaved(string reason);

    /// <summary>A document was refused; the last good one of that resource serves on.</summary>
    void Refused(ResourceKey key, long revision, string reason);

    /// <summary>Something in the store is no resource.</summary>
    void Foreign(string name, string reason);

    /// <summary>More was refused or foreign than is told one by one.</summary>
    void More(int count);

    /// <summary>Changes of the store came into force since this was told last.</summary>
    void Applied(int changes, long version);

    /// <summary>Following failed by a mistake of ours and begins anew.</summary>
    void Failed(Exception mistake);
}
