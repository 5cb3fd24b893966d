namespace ConfigSync.Resources.Reading;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class Nearest
{
    /// <summary>
    /// The candidate with the fewest edits (Levenshtein: insert, delete, replace one character; case is no edit) from
    /// <paramref name="written"/>, or null when all need more than a third of its length.
    /// </summary>
    internal static string? Find(string written, IEnumerable<string> candidates)
    {
        // Ids have 63 characters at most; the bound keeps the cost of nonsense small.
        if (written.Length > 64)
            return null;
        int best = Math.Max(1, written.Length / 3) + 1;
        string? nearest = null;
        foreach (string candidate in candidates)
        {
            if (Math.Abs(candidate.Length - written.Length) >= best)
                continue;
            int distance = Distance(written, candidate);
            if (distance >= best)
                continue;
            best = distance;
            nearest = candidate;
        }
        return nearest;
    }

    /// <summary>A sentence that offers <paramref name="nearest"/>, or <paramref name="otherwise"/> when there is none.</summary>
    internal static string Suggest(string? nearest, string otherwise) =>
        nearest is null ? otherwise : $"Did you mean {Quoted.Of(nearest)}?";

    private static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        int[] row = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = above[j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }
            (above, row) = (row, above);
        }
        return above[b.Length];
    }
}
