namespace ConfigSync.Snapshots;

/// <summary>An immutable map from UTF-8 names to values, looked up by bytes: no string is made.</summary>
/// <typeparam name="T">What a name stands for.</typeparam>
public sealed class Utf8Table<T> where T : class
{
    private readonly Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly int _longest;

    /// <summary>Builds the table; a later pair of the same name wins.</summary>
    public Utf8Table(IEnumerable<KeyValuePair<string, T>> pairs)
    {
        var map = new Dictionary<byte[], T>(new Utf8Comparer());
        foreach (var (name, value) in pairs)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(name);
            map[bytes] = value;
            _longest = Math.Max(_longest, bytes.Length);
        }
        Count = map.Count;
        _lookup = map.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>How many names it holds.</summary>
    public int Count { get; }

    /// <summary>The value of <paramref name="name"/>, or null. Allocates nothing; a name longer than any held is not even hashed.</summary>
    public T? Find(ReadOnlySpan<byte> name) =>
        name.Length <= _longest && _lookup.TryGetValue(name, out T? value) ? value : null;
}
