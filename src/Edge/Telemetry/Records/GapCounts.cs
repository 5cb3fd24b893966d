using System.Runtime.CompilerServices;

namespace Edge.Telemetry.Records;

/// <summary>
/// How long the pieces of one event stream let wait for each other, counted in the buckets that the conventions name for the time per
/// output chunk. A part of a record; not safe from several threads.
/// </summary>
internal struct GapCounts
{
    private Counts _counts;

    /// <summary>The upper bounds in seconds, of the buckets but the last.</summary>
    internal static ReadOnlySpan<double> Bounds => [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5];

    /// <summary>All gaps together, in seconds.</summary>
    internal double Sum { get; private set; }

    /// <summary>How many gaps fell into each bucket.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal readonly ReadOnlySpan<int> Counted => _counts;

    /// <summary>Adds a gap.</summary>
    internal void Add(double seconds)
    {
        int bucket = 0;
        // Most gaps of a model that does well are in the first few.
        while (bucket < Bounds.Length && seconds > Bounds[bucket])
            bucket++;
        _counts[bucket]++;
        Sum += seconds;
    }

    [InlineArray(14)]
    private struct Counts
    {
        private int _first;
    }
}
