using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Edge.Telemetry.Exposition;

/// <summary>Which format a reader gets, by the <c>Accept</c> of its request (RFC 9110 §12.5.1).</summary>
internal static class ContentNegotiation
{
    private const string OpenMetricsType = "application/openmetrics-text";
    private const string OpenMetricsVersion = "1.0.0";
    private const string TextType = "text/plain";
    private const string TextVersion = "0.0.4";

    /// <summary>The <c>Content-Type</c> of a format.</summary>
    internal static string TypeOf(ExpositionFormat format) => format == ExpositionFormat.OpenMetrics
        ? $"{OpenMetricsType}; version={OpenMetricsVersion}; charset=utf-8"
        : $"{TextType}; version={TextVersion}; charset=utf-8";

    /// <summary>
    /// The format that <paramref name="accept"/> likes better. OpenMetrics must be named, or the only one that is taken; who takes neither gets text,
    /// which helps more than a refusal. What is no media range counts for nothing.
    /// </summary>
    internal static ExpositionFormat Choose(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out IList<MediaTypeHeaderValue>? ranges))
            return ExpositionFormat.Text;
        (double text, _) = QualityOf(ranges, TextType, TextVersion);
        (double openMetrics, bool isNamed) = QualityOf(ranges, OpenMetricsType, OpenMetricsVersion);
        return openMetrics > text || (isNamed && openMetrics > 0 && openMetrics >= text) ? ExpositionFormat.OpenMetrics : ExpositionFormat.Text;
    }

    /// <summary>The weight by the range that fits best, and whether that range names the type; 0 where none fits.</summary>
    private static (double Quality, bool IsNamed) QualityOf(IList<MediaTypeHeaderValue> ranges, string type, string version)
    {
        (int fit, double quality) = (0, 0);
        foreach (MediaTypeHeaderValue range in ranges)
        {
            int fits = FitOf(range, type, version);
            if (fits == 0 || fits < fit)
                continue;
            double given = range.Quality ?? 1;
            quality = fits == fit ? Math.Max(quality, given) : given;
            fit = fits;
        }
        return (quality, fit >= 3);
    }

    /// <summary>0 for what does not fit, then more the more is named: anything, the kind, the type, its version.</summary>
    private static int FitOf(MediaTypeHeaderValue range, string type, string version)
    {
        if (range.MatchesAllTypes)
            return 1;
        if (range.MatchesAllSubTypes)
            return range.Type.Equals(type.Split('/')[0], StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        if (!range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            return 0;
        NameValueHeaderValue? asked = range.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase));
        if (asked is null)
            return 3;
        return asked.GetUnescapedValue().Equals(version, StringComparison.Ordinal) ? 4 : 0;
    }
}
