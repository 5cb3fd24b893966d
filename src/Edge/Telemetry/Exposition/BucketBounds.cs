using System.Diagnostics.Metrics;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Edge.Telemetry.Exposition;

/// <summary>The upper bounds of a histogram's buckets, and how they are written.</summary>
internal sealed class BucketBounds
{
    // OpenTelemetry's defaults, for lengths of time and for everything else.
    private static readonly double[] Seconds = [0, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] Anything = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private readonly double[] _bounds;
    private readonly BucketSearch _search;
    private readonly byte[][] _text;
    private readonly byte[][] _openMetrics;

    /// <param name="bounds">Finite and in order.</param>
    internal BucketBounds(double[] bounds)
    {
        (_bounds, _search) = (bounds, new BucketSearch(bounds));
        string[] numbers = [.. bounds.Select(Canonical), "+Inf"];
        _openMetrics = [.. numbers.Select(Labelled)];
        _text = [.. numbers.Select(number => Labelled(number.EndsWith(".0", StringComparison.Ordinal) ? number[..^2] : number))];
    }

    /// <summary>How many buckets there are, that of what is above all bounds among them.</summary>
    internal int Count => _bounds.Length + 1;

    /// <summary>The upper bounds of all buckets but the last.</summary>
    internal ReadOnlySpan<double> Values => _bounds;

    /// <summary>Whether values may be below 0, so that the sum of them may fall.</summary>
    internal bool HasNegative => _bounds is [< 0, ..];

    /// <summary>Those that an instrument advises, else such that fit its unit.</summary>
    internal static BucketBounds Of(Instrument instrument) => new((instrument switch
    {
        Histogram<double> histogram => Advised(histogram),
        Histogram<long> histogram => Advised(histogram),
        Histogram<int> histogram => Advised(histogram),
        Histogram<float> histogram => Advised(histogram),
        Histogram<short> histogram => Advised(histogram),
        Histogram<byte> histogram => Advised(histogram),
        Histogram<decimal> histogram => Advised(histogram),
        _ => null,
    })?.Where(double.IsFinite).ToArray() ?? (instrument.Unit == "s" ? Seconds : Anything));

    /// <summary>A value that falls into a bucket: its upper bound, and for the last one, which has none, twice the highest there is.</summary>
    internal double Within(int bucket) => bucket < _bounds.Length ? _bounds[bucket] : 2 * _bounds[^1];

    /// <summary>The bucket of <paramref name="value"/>, which is not NaN: the first one whose bound it is not above.</summary>
    internal int IndexOf(double value) => _search.IndexOf(value);

    /// <summary>The last label of a bucket and what is behind it, up to the value.</summary>
    internal byte[] Label(int bucket, ExpositionFormat format) => (format == ExpositionFormat.OpenMetrics ? _openMetrics : _text)[bucket];

    /// <summary>
    /// A number as Go's <c>%g</c> writes it, with <c>.0</c> where it would look whole: readers compare bounds as text, so one number has one form
    /// (OpenMetrics 1.0, "Canonical Numbers").
    /// </summary>
    internal static string Canonical(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        double size = Math.Abs(number);
        // What .NET writes with an exponent, 1E+15 and above or below 1E-4, Go does too, and begins with it at a million.
        if (text.Contains('E', StringComparison.Ordinal))
            return text.Replace('E', 'e');
        if (size < 1e6)
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        string sign = number < 0 ? "-" : "";
        string whole = text[sign.Length..].Split('.')[0];
        string digits = text[sign.Length..].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e+{whole.Length - 1:00}";
    }

    private static IEnumerable<double>? Advised<T>(Histogram<T> histogram)
        where T : struct, INumber<T> => histogram.Advice?.HistogramBucketBoundaries?.Select(double.CreateChecked);

    private static byte[] Labelled(string number) => Encoding.UTF8.GetBytes($"le=\"{number}\"}} ");
}
