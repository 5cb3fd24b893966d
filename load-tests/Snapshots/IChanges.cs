namespace Edge.LoadTests.Snapshots;

/// <summary>A way to change the configuration of a running Edge.</summary>
internal interface IChanges
{
    /// <summary>Changes it every <see cref="Plan.Period"/> until <paramref name="stop"/>, then ends without an exception.</summary>
    Task RunAsync(CancellationToken stop);
}
