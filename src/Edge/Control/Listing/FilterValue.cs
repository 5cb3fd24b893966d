using System.Globalization;
using System.Text.Json;

namespace Edge.Control.Listing;

/// <summary>The value of a restriction, compared with what a resource has there by the kind of that: texts by their bytes, numbers and times by size.</summary>
/// <param name="text">What was written, without quotes.</param>
/// <param name="isQuoted">Whether it stood in quotes: then <c>*</c> alone is a text.</param>
internal sealed class FilterValue(string text, bool isQuoted)
{
    private readonly double? _number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
    private readonly DateTimeOffset? _time = TimeOf(text);

    private bool IsAnything => text == "*" && !isQuoted;

    /// <summary>Whether <paramref name="value"/> is this one; a <c>*</c> at an end of a text stands for anything.</summary>
    internal bool IsEqual(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => IsMatch(value.GetString()!) || (Compare(value) == 0 && _time is not null),
        JsonValueKind.True or JsonValueKind.False => text == (value.ValueKind == JsonValueKind.True ? "true" : "false"),
        JsonValueKind.Number => Compare(value) == 0,
        JsonValueKind.Null => text == "null" && !isQuoted,
        _ => false,
    };

    /// <summary>
    /// Whether <paramref name="value"/> has this one: a list an item like it, an object a field of that name, a text it as a part. <c>*</c>
    /// asks whether there is anything.
    /// </summary>
    internal bool IsIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => IsAnything ? value.GetArrayLength() > 0 : value.EnumerateArray().Any(IsEqual),
        JsonValueKind.Object => IsAnything || value.TryGetProperty(text, out _),
        JsonValueKind.String => IsAnything ? value.GetString()!.Length > 0 : value.GetString()!.Contains(text, StringComparison.Ordinal),
        JsonValueKind.Null => false,
        _ => IsAnything || IsEqual(value),
    };

    /// <summary>Below 0 when <paramref name="value"/> is less than this one, 0 when it is the same; null when the two cannot be compared.</summary>
    internal int? Compare(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return _number is { } number ? value.GetDouble().CompareTo(number) : null;
        if (value.ValueKind != JsonValueKind.String)
            return null;
        string there = value.GetString()!;
        if (_time is { } time && TimeOf(there) is { } other)
            return other.CompareTo(time);
        return Math.Sign(string.CompareOrdinal(there, text));
    }

    private bool IsMatch(string there)
    {
        if (text.Length > 1 && text[0] == '*' && text[^1] == '*')
            return there.Contains(text[1..^1], StringComparison.Ordinal);
        if (text.Length > 1 && text[0] == '*')
            return there.EndsWith(text[1..], StringComparison.Ordinal);
        if (text.Length > 1 && text[^1] == '*')
            return there.StartsWith(text[..^1], StringComparison.Ordinal);
        return there == text || IsAnything;
    }

    /// <summary>A moment of RFC 3339; null for anything else, a date alone too.</summary>
    private static DateTimeOffset? TimeOf(string text) =>
        text.Length > 18 && text[10] is 'T' or 't'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;
}
