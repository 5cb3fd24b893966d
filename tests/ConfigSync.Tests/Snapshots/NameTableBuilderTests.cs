using System.Text;
using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

public class NameTableBuilderTests
{
    /// <summary>The slow twin is a dictionary, a copy of which is kept with each table: later changes must not show in either.</summary>
    [Theory]
    [InlineData(1, 12, 400)]
    [InlineData(2, 300, 2_000)]
    [InlineData(3, 4_000, 20_000)]
    [InlineData(4, 30_000, 60_000)]
    public void Tables_hold_what_a_dictionary_held_when_they_were_made(int seed, int names, int changes)
    {
        var random = new Random(seed);
        var builder = new NameTableBuilder<string>();
        var twin = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = new List<(NameTable<string> Table, Dictionary<string, string> Twin)>();
        bool agree = true;
        for (int i = 0; i < changes; i++)
        {
            string name = $"name-{random.Next(names)}";
            // Growth first, then decline: pages are added, and later taken away.
            if (random.Next(changes) > i && i % 3 == 0)
            {
                agree &= builder.FindOrAdd(Bytes(name), $"{i}") == twin.GetValueOrDefault(name);
                twin.TryAdd(name, $"{i}");
            }
            else if (random.Next(changes) > i)
            {
                builder.Set(Bytes(name), twin[name] = $"{i}");
            }
            else
            {
                agree &= builder.Remove(Bytes(name)) == twin.Remove(name);
            }
            agree &= builder.Count == twin.Count && builder.Find(Bytes(name)) == twin.GetValueOrDefault(name);
            if (!agree)
                throw new InvalidOperationException($"they disagree: seed {seed}, change {i}");
            if (random.Next(changes / 8) == 0)
                kept.Add((builder.ToTable(), new(twin, StringComparer.Ordinal)));
            if (random.Next(changes / 8) == 0)
                builder.Reserve(random.Next(4 * names));
        }

        kept.Add((builder.ToTable(), twin));
        foreach (var (table, held) in kept)
        {
            table.Count.ShouldBe(held.Count);
            for (int i = 0; i < names; i++)
                agree &= table.Find(Bytes($"name-{i}")) == held.GetValueOrDefault($"name-{i}");
            agree.ShouldBeTrue($"seed {seed}, a table of {held.Count}");
        }
    }

    [Fact]
    public void Without_a_change_the_table_is_the_same()
    {
        var builder = new NameTableBuilder<string>();
        NameTable<string> empty = builder.ToTable();
        builder.ToTable().ShouldBeSameAs(empty);
        builder.Set("a"u8, "a");
        NameTable<string> table = builder.ToTable();

        builder.Set("a"u8, "a");
        builder.Remove("b"u8).ShouldBeFalse();

        builder.ToTable().ShouldBeSameAs(table);
    }

    [Fact]
    public void One_change_among_100_000_names_copies_little()
    {
        NameTableBuilder<string> builder = Filled(100_000);

        Allocated(builder, () => builder.Set("a new name"u8, "v")).ShouldBeLessThan(16 * 1024);
        Allocated(builder, () => builder.Set("a new name"u8, "w")).ShouldBeLessThan(16 * 1024);
        Allocated(builder, () => builder.Remove("a new name"u8)).ShouldBeLessThan(16 * 1024);
    }

    [Fact]
    public void A_set_that_was_expected_moves_nothing_as_it_comes()
    {
        const int Names = 100_000;
        byte[][] names = [.. Enumerable.Range(0, Names).Select(i => Bytes($"accounts/default/routers/{i}"))];
        var builder = new NameTableBuilder<string>();
        builder.Set("there before"u8, "value");
        builder.ToTable();
        builder.Reserve(Names);

        long taken = Allocated(builder, () =>
        {
            foreach (byte[] name in names)
                builder.Set(name, "value");
        });

        taken.ShouldBeLessThan(Names, "bytes; a page that gets far more names than the others grows");
        NameTable<string> table = builder.ToTable();
        table.Count.ShouldBe(Names + 1);
        names.ShouldAllBe(name => table.Find(name) != null);
        table.Find("there before"u8).ShouldBe("value");
    }

    [Fact]
    public void A_table_that_was_large_is_small_again()
    {
        NameTableBuilder<string> builder = Filled(20_000);
        for (int i = 3; i < 20_000; i++)
            builder.Remove(Bytes($"{i}")).ShouldBeTrue();

        Allocated(builder, () => builder.Set("0"u8, "v")).ShouldBeLessThan(2_048);
    }

    private static NameTableBuilder<string> Filled(int names)
    {
        var builder = new NameTableBuilder<string>();
        for (int i = 0; i < names; i++)
            builder.Set(Bytes($"{i}"), "value");
        builder.ToTable();
        return builder;
    }

    private static long Allocated(NameTableBuilder<string> builder, Action change)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        change();
        builder.ToTable();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Bytes(string name) => Encoding.UTF8.GetBytes(name);
}
