using System.Numerics;

namespace ConfigSync.Snapshots;

/// <summary>
/// A table of names under change. Between two calls of <see cref="ToTable"/> each page that changes is copied once; what a table
/// has shown is never written again. The table grows and shrinks by one page at a time (linear hashing), so that no change costs
/// more than another. One thread at a time.
/// </summary>
/// <typeparam name="T">What a name stands for.</typeparam>
internal sealed class NameTableBuilder<T> where T : class
{
    /// <summary>
    /// Another page is added when there are more names a page than this. A page is then 4 KiB, with names of 25 bytes, of
    /// which a new value copies one: several changes copy far less than the 64 KiB that a change of a router may cost.
    /// </summary>
    internal const int MostNames = 64;

    // A page is taken away below this; far enough from the other that a name that comes and goes moves no others.
    private const int FewestNames = MostNames / 2;

    // Bytes of a name to make room for.
    private const int UsualLength = 32;

    private NamePage<T>[][] _chunks = [[new NamePage<T>(null, 0, 0)]];
    private int _pages = 1;
    private NameTable<T>? _table;
    // Pages that carry this mark, and chunks noted here, were made since the last ToTable, and nobody else has seen them.
    private object? _mark;
    private bool[] _ownChunks = [];

    /// <summary>How many names there are now.</summary>
    internal int Count { get; private set; }

    /// <summary>
    /// Makes room for about so many names more, where that is several times what there are: a large set is then put in without moving any of it.
    /// </summary>
    internal void Reserve(int names)
    {
        int pages = ((Count + names) / MostNames) + 1;
        if (pages < 4 * _pages)
            return;
        NamePage<T>[][] before = _chunks;
        (_mark, _pages) = (new object(), pages);
        _chunks = [.. Enumerable.Range(0, pages).Select(at => Roomy(at, Count + names)).Chunk(NameTable<T>.ChunkPages)];
        _ownChunks = [.. _chunks.Select(_ => true)];
        foreach (NamePage<T> page in before.SelectMany(chunk => chunk))
        {
            for (int i = page.Next(-1); i >= 0; i = page.Next(i))
                PageAt(At(NameHash.Of(page.NameAt(i)))).AddFrom(page, i);
        }
    }

    /// <summary>The value of <paramref name="name"/>, or null.</summary>
    internal T? Find(ReadOnlySpan<byte> name)
    {
        ulong hash = NameHash.Of(name);
        return PageAt(At(hash)).Find(hash, name);
    }

    /// <summary>Gives <paramref name="name"/> a value, whether it is there or not.</summary>
    internal void Set(ReadOnlySpan<byte> name, T value)
    {
        ulong hash = NameHash.Of(name);
        int at = At(hash);
        int slot = PageAt(at).SlotOf(hash, name);
        if (slot >= 0)
        {
            if (!ReferenceEquals(PageAt(at).ValueAt(slot), value))
                Own(at).Replace(slot, value);
            return;
        }
        Add(at, hash, name, value);
    }

    /// <summary>Gives <paramref name="name"/> a value where it has none, and returns null; else its value, which stays.</summary>
    internal T? FindOrAdd(ReadOnlySpan<byte> name, T value)
    {
        ulong hash = NameHash.Of(name);
        int at = At(hash);
        int slot = PageAt(at).SlotOf(hash, name);
        if (slot >= 0)
            return PageAt(at).ValueAt(slot);
        Add(at, hash, name, value);
        return null;
    }

    /// <summary>Takes <paramref name="name"/> out; false when it was not there.</summary>
    internal bool Remove(ReadOnlySpan<byte> name)
    {
        ulong hash = NameHash.Of(name);
        int at = At(hash);
        NamePage<T> page = PageAt(at);
        int slot = page.SlotOf(hash, name);
        if (slot < 0)
            return false;
        OwnRoot();
        var rest = new NamePage<T>(_mark, page.Count - 1, page.Bytes - name.Length);
        for (int i = page.Next(-1); i >= 0; i = page.Next(i))
        {
            if (i != slot)
                rest.AddFrom(page, i);
        }
        Put(at, rest);
        if (--Count < (_pages - 1) * FewestNames)
            RemovePage();
        return true;
    }

    /// <summary>The names as they are now; what is changed from here on does not show in it.</summary>
    internal NameTable<T> ToTable()
    {
        if (_mark is null && _table is not null)
            return _table;
        _mark = null;
        return _table = new NameTable<T>(_chunks, _pages, Count);
    }

    private void Add(int at, ulong hash, ReadOnlySpan<byte> name, T value)
    {
        Own(at).Add(hash, name, value);
        if (++Count > _pages * MostNames)
            AddPage();
    }

    private int At(ulong hash) => NameTable<T>.PageOf(hash, (uint)_pages, NameTable<T>.MaskFor(_pages));

    /// <summary>An empty page, with room for a quarter more than its part of so many names: hardly any page gets more.</summary>
    private NamePage<T> Roomy(int at, int names)
    {
        int bit = 1 << BitOperations.Log2((uint)_pages);
        bool hasGivenAway = at < _pages - bit || at >= bit;
        int room = (names / (hasGivenAway ? 2 * bit : bit) * 5 / 4) + 1;
        return new NamePage<T>(_mark, room, room * UsualLength);
    }

    private ref NamePage<T> PageAt(int at) => ref _chunks[at / NameTable<T>.ChunkPages][at % NameTable<T>.ChunkPages];

    private void OwnRoot()
    {
        if (_mark is not null)
            return;
        _mark = new object();
        _chunks = [.. _chunks];
        _ownChunks = new bool[_chunks.Length];
    }

    private ref NamePage<T> Own(int at)
    {
        OwnRoot();
        if (!ReferenceEquals(PageAt(at).Owner, _mark))
            Put(at, PageAt(at).Copy(_mark!));
        return ref PageAt(at);
    }

    private void Put(int at, in NamePage<T> page)
    {
        int chunk = at / NameTable<T>.ChunkPages;
        if (!_ownChunks[chunk])
        {
            _chunks[chunk] = [.. _chunks[chunk]];
            _ownChunks[chunk] = true;
        }
        _chunks[chunk][at % NameTable<T>.ChunkPages] = page;
    }

    /// <summary>The next page in turn gives the names away whose hash has one bit more than its own number.</summary>
    private void AddPage()
    {
        int bit = 1 << BitOperations.Log2((uint)_pages);
        NamePage<T> page = PageAt(_pages - bit);
        // With room for as many as there were: where many come, the next ones come soon.
        var stay = new NamePage<T>(_mark, page.Count, page.Bytes);
        var go = new NamePage<T>(_mark, page.Count, page.Bytes);
        for (int i = page.Next(-1); i >= 0; i = page.Next(i))
        {
            bool stays = (NameTable<T>.PageBits(NameHash.Of(page.NameAt(i))) & bit) == 0;
            (stays ? ref stay : ref go).AddFrom(page, i);
        }
        Put(_pages - bit, stay);
        Append(go);
    }

    /// <summary>The last page gives its names back to the one it had them from.</summary>
    private void RemovePage()
    {
        NamePage<T> last = PageAt(--_pages);
        ref NamePage<T> into = ref Own(_pages - (1 << BitOperations.Log2((uint)_pages)));
        for (int i = last.Next(-1); i >= 0; i = last.Next(i))
            into.AddFrom(last, i);
        int chunk = _pages / NameTable<T>.ChunkPages, left = _pages % NameTable<T>.ChunkPages;
        if (left == 0)
            Array.Resize(ref _chunks, chunk);
        else
            (_chunks[chunk], _ownChunks[chunk]) = (_chunks[chunk][..left], true);
    }

    private void Append(in NamePage<T> page)
    {
        int chunk = _pages / NameTable<T>.ChunkPages;
        if (chunk == _chunks.Length)
        {
            _chunks = [.. _chunks, [page]];
            Array.Resize(ref _ownChunks, chunk + 1);
        }
        else
        {
            _chunks[chunk] = [.. _chunks[chunk], page];
        }
        _ownChunks[chunk] = true;
        _pages++;
    }
}
