using Edge.LoadTests.Common;

namespace Edge.LoadTests.Chaos.Stand;

/// <summary>The resident memory of a process over time, and how often its oldest generation was collected. One task.</summary>
internal sealed class MemoryWatch(EdgeProcess edge)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>From here on pools have what they keep, and what is compiled is.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(5);

    private readonly List<(double Minutes, double Mib, double Collections)> _samples = [];

    /// <summary>Whether it was watched for long enough behind its beginnings to have goals.</summary>
    internal bool IsSettled => _samples.Count > 0 && _samples[^1].Minutes > 2 * Settled.TotalMinutes;

    /// <summary>Looks until <paramref name="stop"/>.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        TimeProvider time = TimeProvider.System;
        ProcessFigures figures = edge.Figures;
        long start = time.GetTimestamp();
        using var timer = new PeriodicTimer(Look, time);
        while (!stop.IsCancellationRequested && edge.IsAlive)
        {
            Dictionary<string, double> metrics = await edge.MetricsAsync();
            _samples.Add((time.GetElapsedTime(start).TotalMinutes, figures.ResidentKib() / 1024.0, metrics.GetValueOrDefault(EdgeFigures.OldestCollections)));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>The samples behind minute 5, or the second half of a shorter run.</summary>
    internal Slopes Slopes()
    {
        double end = _samples.Count == 0 ? 0 : _samples[^1].Minutes;
        double from = end > 2 * Settled.TotalMinutes ? Settled.TotalMinutes : end / 2;
        List<(double Minutes, double Mib, double Collections)> late = [.. _samples.Where(sample => sample.Minutes >= from)];
        return new Slopes(
            Slope([.. late.Select(sample => (sample.Minutes, sample.Mib))]), Slope([.. late.Select(sample => (sample.Minutes, sample.Collections))]),
            late.Count == 0 ? 0 : late[^1].Mib, late.Count == 0 ? 0 : late[^1].Collections);
    }

    /// <summary>The slope of the line that lies closest to the points (least squares); 0 for fewer than two.</summary>
    internal static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 2)
            return 0;
        double x = points.Average(point => point.X), y = points.Average(point => point.Y);
        double squares = points.Sum(point => (point.X - x) * (point.X - x));
        return squares == 0 ? 0 : points.Sum(point => (point.X - x) * (point.Y - y)) / squares;
    }
}
