using System.Text;

namespace ConfigSync.Resources.Reading;

/// <summary>Text of the document inside a sentence.</summary>
internal static class Quoted
{
    /// <summary>Enough to recognise a value; ids have 63 at most.</summary>
    private const int MaxLength = 80;

    /// <summary><paramref name="text"/> in single quotes, shortened, without characters that a terminal would act on.</summary>
    internal static string Of(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (quoted.Length > MaxLength)
                return quoted.Append("…'").ToString();
            quoted.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
        }
        return quoted.Append('\'').ToString();
    }
}
