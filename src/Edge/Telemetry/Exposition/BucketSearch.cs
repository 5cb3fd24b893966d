using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Edge.Telemetry.Exposition;

/// <summary>
/// Finds buckets by their upper bounds. Bounds are few, and values spread over them: counting those below a value, four at once, has no branch that
/// depends on it, where a search by halves has four that no processor guesses.
/// </summary>
internal sealed class BucketSearch
{
    // Filled up to whole vectors with what no value is above.
    private readonly double[] _bounds;

    /// <param name="bounds">In order.</param>
    internal BucketSearch(ReadOnlySpan<double> bounds)
    {
        _bounds = new double[(bounds.Length + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count];
        _bounds.AsSpan().Fill(double.PositiveInfinity);
        bounds.CopyTo(_bounds);
    }

    /// <summary>The bucket of <paramref name="value"/>, which is not NaN: the first one whose bound it is not above.</summary>
    internal int IndexOf(double value)
    {
        Vector256<double> values = Vector256.Create(value);
        int below = 0;
        foreach (Vector256<double> bounds in MemoryMarshal.Cast<double, Vector256<double>>(_bounds))
            below += BitOperations.PopCount(Vector256.LessThan(bounds, values).ExtractMostSignificantBits());
        return below;
    }
}
