namespace Edge.LoadTests.Snapshots;

/// <summary>Lets the <see cref="Host"/> change its own configuration: it does while the file exists.</summary>
internal sealed class HostChanges(Plan plan) : IChanges
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        await File.WriteAllTextAsync(plan.File, "", CancellationToken.None);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        File.Delete(plan.File);
    }
}
