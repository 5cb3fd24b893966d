using System.Numerics;
using System.Text;

namespace ConfigSync.Snapshots;

/// <summary>
/// An immutable map from UTF-8 names to values, looked up by bytes: no string is made. Names lie in small pages, and pages
/// in chunks, so that a table that differs by one name shares all but one page and one chunk with the table it came from.
/// Safe from any thread; a search allocates nothing.
/// </summary>
/// <typeparam name="T">What a name stands for.</typeparam>
public sealed class NameTable<T> where T : class
{
    /// <summary>Pages that lie together in one array. The root then has one reference for 2 000 names, so that of a large table copying it costs as little as copying a chunk.</summary>
    internal const int ChunkPages = 32;

    private readonly NamePage<T>[][] _chunks;
    private readonly uint _pages;
    private readonly uint _mask;

    /// <summary>A table of <paramref name="pairs"/>; a later pair of the same name wins.</summary>
    public NameTable(IEnumerable<KeyValuePair<string, T>> pairs)
    {
        var builder = new NameTableBuilder<T>();
        foreach ((string name, T value) in pairs)
            builder.Set(Encoding.UTF8.GetBytes(name), value);
        NameTable<T> table = builder.ToTable();
        (_chunks, _pages, _mask, Count) = (table._chunks, table._pages, table._mask, table.Count);
    }

    /// <summary>A table of so many pages, of which each chunk but the last has <see cref="ChunkPages"/>.</summary>
    internal NameTable(NamePage<T>[][] chunks, int pages, int count) =>
        (_chunks, _pages, _mask, Count) = (chunks, (uint)pages, MaskFor(pages), count);

    /// <summary>How many names it holds.</summary>
    public int Count { get; }

    /// <summary>The value of <paramref name="name"/>, or null.</summary>
    public T? Find(ReadOnlySpan<byte> name) => Find(NameHash.Of(name), name);

    /// <summary>The value of <paramref name="name"/>, whose <see cref="NameHash"/> is <paramref name="hash"/>, or null.</summary>
    internal T? Find(ulong hash, ReadOnlySpan<byte> name)
    {
        int at = PageOf(hash, _pages, _mask);
        return _chunks[at / ChunkPages][at % ChunkPages].Find(hash, name);
    }

    /// <summary>The bits of a hash that choose the page; others than those that choose the slot.</summary>
    internal static uint PageBits(ulong hash) => (uint)(hash >> 32);

    /// <summary>The smallest number of ones that every page's number fits into.</summary>
    internal static uint MaskFor(int pages) => (2u << BitOperations.Log2((uint)pages)) - 1;

    /// <summary>The page of a hash: its bits within the mask, one less where that page is not there yet.</summary>
    internal static int PageOf(ulong hash, uint pages, uint mask)
    {
        uint at = PageBits(hash) & mask;
        return (int)(at < pages ? at : at & (mask >> 1));
    }
}
