using System.Text;

namespace Edge.Telemetry.Exposition;

/// <summary>The names a metric has for readers, and its kind.</summary>
/// <param name="Name">The family's, without <c>_total</c>; ends in the unit.</param>
/// <param name="Unit">In Prometheus' words; empty where there is none.</param>
/// <param name="Kind">What readers take it for.</param>
internal sealed record FamilyName(string Name, string Unit, FamilyKind Kind)
{
    /// <summary>Its samples', where it is no histogram.</summary>
    internal string Sample => Kind == FamilyKind.Counter ? Name + "_total" : Name;

    /// <summary>Every name that its samples have in one of the formats, or that is kept for them.</summary>
    internal IEnumerable<string> Samples => Kind switch
    {
        FamilyKind.Counter => [Name, Name + "_total", Name + "_created"],
        FamilyKind.Histogram => [Name, Name + "_bucket", Name + "_sum", Name + "_count", Name + "_created"],
        _ => [Name],
    };

    /// <summary>The names of an instrument; null where nothing is left of its own.</summary>
    internal static FamilyName? Of(string instrument, string? unit, InstrumentKind kind)
    {
        string name = Clean(instrument);
        FamilyKind family = kind.Family();
        if (family == FamilyKind.Counter)
            name = WithoutEnd(name, "total");
        if (name.Length == 0)
            return null;
        string word = UnitName.Of(unit, kind.MayBeRatio());
        if (word.Length > 0 && !name.EndsWith("_" + word, StringComparison.Ordinal))
            name = $"{name}_{word}";
        return new FamilyName(char.IsAsciiDigit(name[0]) ? "_" + name : name, word, family);
    }

    /// <summary>What is left of a text when all but ASCII letters and digits becomes single underscores, none at either end.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
                clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != '_')
                clean.Append('_');
        }
        return clean.ToString().TrimEnd('_');
    }

    private static string WithoutEnd(string name, string end) =>
        name.EndsWith("_" + end, StringComparison.Ordinal) ? name[..^(end.Length + 1)] : name;
}
