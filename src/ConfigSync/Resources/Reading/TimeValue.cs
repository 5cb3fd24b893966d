using System.Globalization;
using System.Text.RegularExpressions;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A moment (RFC 3339 §5.6, <c>date-time</c>), such as <c>2026-03-01T08:30:00.25Z</c>. Kept to 100 ns, in UTC; leap seconds are not known.</summary>
internal static partial class TimeValue
{
    /// <summary>What <see cref="DateTimeOffset"/> holds of a second.</summary>
    private const int FractionDigits = 7;

    /// <summary>The moment, or the first there is after an error.</summary>
    internal static DateTimeOffset Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return default;
        if (TryParse(text, out DateTimeOffset time))
            return time;
        context.Error(node, $"{node.Label} is not a time", "Write one of RFC 3339, such as \"2026-03-01T08:30:00Z\" or \"2026-03-01T08:30:00.25+01:00\".");
        return default;
    }

    /// <summary>The moment that <paramref name="text"/> names; false where it names none.</summary>
    internal static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return Form().Match(text) is { Success: true } match && TryParse(match, out time);
    }

    /// <summary>How <see cref="Read"/> wants <paramref name="time"/> written.</summary>
    internal static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static bool TryParse(Match match, out DateTimeOffset time)
    {
        // Others write nanoseconds; .NET refuses what it cannot keep.
        string fraction = match.Groups["fraction"].Value;
        string kept = fraction[..Math.Min(fraction.Length, FractionDigits)].PadRight(FractionDigits, '0');
        string zone = match.Groups["zone"].Value is "Z" or "z" ? "+00:00" : match.Groups["zone"].Value;
        string text = $"{match.Groups["date"].Value} {match.Groups["time"].Value}.{kept}{zone}";
        return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
    }

    [GeneratedRegex(@"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]{1,32}))?(?<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Form();
}
