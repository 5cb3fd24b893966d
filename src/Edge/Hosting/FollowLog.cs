using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Sync;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>What happens to the store, in the log.</summary>
internal sealed class FollowLog(ILogger log) : IFollowLog
{
    /// <inheritdoc/>
    public void StoreChanged(StoreStatus status)
    {
        if (status.State == StoreState.Live)
            HostingLog.StoreLive(log);
        else
            HostingLog.StoreLost(log, status.State, Printable.Of(status.Reason));
    }

    /// <inheritdoc/>
    public void StartedFromLastKnown(int resources, DateTimeOffset saved) => HostingLog.StartedFromLastKnown(log, resources, saved);

    /// <inheritdoc/>
    public void NoLastKnown(string reason) => HostingLog.NoLastKnown(log, Printable.Of(reason));

    /// <inheritdoc/>
    public void LastKnownNotSaved(string reason) => HostingLog.LastKnownNotSaved(log, Printable.Of(reason));

    /// <inheritdoc/>
    public void Refused(ResourceKey key, long revision, string reason) => HostingLog.DocumentRefused(log, Printable.Of(key.FullName), revision, Printable.Of(reason));

    /// <inheritdoc/>
    public void Foreign(string name, string reason) => HostingLog.DocumentForeign(log, Printable.Of(name), Printable.Of(reason));

    /// <inheritdoc/>
    public void More(int count) => HostingLog.MoreRefused(log, count);

    /// <inheritdoc/>
    public void Applied(int changes, long version) => HostingLog.StoreApplied(log, changes, version);

    /// <inheritdoc/>
    public void Failed(Exception mistake) => HostingLog.FollowFailed(log, mistake);
}
