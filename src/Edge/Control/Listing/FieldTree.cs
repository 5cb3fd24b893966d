namespace Edge.Control.Listing;

/// <summary>The fields that a kind of resource prints, by name, each with those inside it. Immutable.</summary>
/// <param name="fields">The fields; null for one that has none inside.</param>
internal sealed class FieldTree(IReadOnlyDictionary<string, FieldTree?> fields)
{
    /// <summary>Deepest path that anybody may write: twice what any resource has.</summary>
    internal const int MaxDepth = 8;

    /// <summary>Fields as paths with dots: <c>status.code</c> makes <c>status</c> as well.</summary>
    internal static FieldTree Of(params string[] paths) => Of(paths.Select(path => path.Split('.')).ToArray());

    /// <summary>Every field, those that have others inside too, as paths with dots.</summary>
    internal IEnumerable<string> Paths =>
        fields.SelectMany(one => (one.Value?.Paths ?? []).Select(inside => $"{one.Key}.{inside}").Prepend(one.Key));

    /// <summary>Reads a path with dots; null when there is no such field.</summary>
    internal FieldPath? Find(string path)
    {
        string[] names = path.Split('.');
        FieldTree? here = this;
        if (names.Length > MaxDepth)
            return null;
        foreach (string name in names)
        {
            if (here is null || !here.Has(name, out here))
                return null;
        }
        return new FieldPath(names);
    }

    private static FieldTree Of(string[][] paths) => new(paths
        .GroupBy(path => path[0])
        .ToDictionary(group => group.Key, group => Inside([.. group.Where(path => path.Length > 1).Select(path => path[1..])])));

    private static FieldTree? Inside(string[][] paths) => paths.Length == 0 ? null : Of(paths);

    private bool Has(string name, out FieldTree? inside) => fields.TryGetValue(name, out inside);
}
