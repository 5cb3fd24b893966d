using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A span of time: <c>250ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>, or <c>off</c> where that means something.</summary>
internal static class DurationValue
{
    /// <summary>Longest span in milliseconds: a week. Beyond it somebody means <c>off</c>.</summary>
    private const long Max = 7L * 24 * 3600 * 1000;

    /// <summary>A span above zero; zero after an error.</summary>
    internal static TimeSpan Read(ReadContext context, DocumentNode node) => Read(context, node, mayBeOff: false);

    /// <summary>A span, or zero for <c>off</c> (or a zero with any unit); zero after an error.</summary>
    internal static TimeSpan ReadOrOff(ReadContext context, DocumentNode node) => Read(context, node, mayBeOff: true);

    /// <summary>How <see cref="ReadOrOff"/> wants <paramref name="span"/> written, in the largest unit that fits; parts of a millisecond are dropped.</summary>
    internal static string Write(TimeSpan span)
    {
        long milliseconds = (long)span.TotalMilliseconds;
        return milliseconds switch
        {
            0 => "off",
            _ when milliseconds % 3_600_000 == 0 => $"{milliseconds / 3_600_000}h",
            _ when milliseconds % 60_000 == 0 => $"{milliseconds / 60_000}m",
            _ when milliseconds % 1000 == 0 => $"{milliseconds / 1000}s",
            _ => $"{milliseconds}ms",
        };
    }

    private static TimeSpan Read(ReadContext context, DocumentNode node, bool mayBeOff)
    {
        if (TextValue.Read(context, node) is not { } text)
            return TimeSpan.Zero;
        long? milliseconds = text == "off" ? 0 : Parse(text);
        string example = mayBeOff ? "Write one such as \"250ms\", \"5s\", \"2m\", \"1h\" or \"off\"." : "Write one such as \"250ms\", \"5s\", \"2m\" or \"1h\".";
        if (milliseconds is null)
            context.Error(node, $"{node.Label} is not a duration", example);
        else if (milliseconds == 0 && !mayBeOff)
            context.Error(node, $"{node.Label} cannot be zero or off", example);
        else if (milliseconds > Max)
            context.Error(node, $"{node.Label} is longer than a week", "Write at most \"168h\".");
        else
            return TimeSpan.FromMilliseconds(milliseconds.Value);
        return TimeSpan.Zero;
    }

    private static long? Parse(string text)
    {
        if (!UnitNumber.TryParse(text, out long number, out string unit))
            return null;
        return unit switch
        {
            "ms" => number,
            "s" => number * 1000,
            "m" => number * 60 * 1000,
            "h" => number * 3600 * 1000,
            _ => null,
        };
    }
}
