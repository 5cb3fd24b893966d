namespace Edge.Control.Console;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Rows">What is on it.</param>
/// <param name="Number">Which page it is, from 1.</param>
/// <param name="Pages">How many there are, one at least.</param>
/// <param name="Matches">How many things are on all of them.</param>
internal sealed record PageOf<T>(IReadOnlyList<T> Rows, int Number, int Pages, int Matches)
{
    /// <summary>The page of this number, of pages of <paramref name="size"/>; the last one where there are not as many.</summary>
    internal static PageOf<T> Cut(IReadOnlyList<T> all, int number, int size)
    {
        int pages = Math.Max(1, (all.Count + size - 1) / size);
        number = Math.Min(number, pages);
        return new PageOf<T>([.. all.Skip((number - 1) * size).Take(size)], number, pages, all.Count);
    }
}
