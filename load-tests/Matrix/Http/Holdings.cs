using Edge.LoadTests.Common;

namespace Edge.LoadTests.Matrix.Http;

/// <summary>What an edge holds besides the connections to single replicas, at a moment without anything at work but what is steady.</summary>
/// <param name="edge">The edge.</param>
/// <param name="more">Descriptors there may be more: connections of operators, a look at the configuration file, and what is steady come and go.</param>
internal sealed class Holdings(EdgeProcess edge, int more)
{
    /// <summary>Far beyond what it takes to close what is to be closed.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time = TimeProvider.System;
    private int _descriptors;
    private double _callers;

    /// <summary>Notes what there is now, before any fault.</summary>
    internal async Task NoteAsync()
    {
        (_descriptors, _callers) = (edge.Figures.OpenFiles(), (await edge.MetricsAsync()).Sum("edge_loop_connections"));
    }

    /// <summary>Waits until there is no more than then; what is left over, or null.</summary>
    internal async Task<string?> LeftAsync()
    {
        long start = _time.GetTimestamp();
        string? left;
        while ((left = await NowAsync()) is not null && _time.GetElapsedTime(start) < Deadline)
            await Task.Delay(Look, _time, CancellationToken.None);
        return left;
    }

    private async Task<string?> NowAsync()
    {
        Metrics metrics = await edge.MetricsAsync();
        double callers = metrics.Sum("edge_loop_connections"), memory = metrics.Of("edge_memory_buffered_bytes");
        int descriptors = edge.Figures.OpenFiles();
        return metrics.Of("edge_snapshot_version") > 0 && callers <= _callers && memory == 0 && descriptors <= _descriptors + more
            ? null
            : $"left over: {callers} callers ({_callers} before), {descriptors} descriptors ({_descriptors} before), {memory} bytes buffered";
    }
}
