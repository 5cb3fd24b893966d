using System.Text;
using ConfigSync.Snapshots;
using FsCheck;
using FsCheck.Fluent;

namespace ConfigSync.Tests.Snapshots;

public class NameTableTests
{
    [Fact]
    public void It_finds_what_a_dictionary_of_strings_finds() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>[]>(), ArbMap.Default.ArbFor<NonNull<string>>(), (names, other) =>
        {
            var expected = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (NonNull<string> name in names)
                expected[Clean(name.Get)] = $"value of {name.Get} at {expected.Count}";
            var table = new NameTable<string>(expected);
            table.Count.ShouldBe(expected.Count);
            foreach (string name in expected.Keys.Append(Clean(other.Get)))
                table.Find(Encoding.UTF8.GetBytes(name)).ShouldBe(expected.GetValueOrDefault(name));
        }).Check(Config.QuickThrowOnFailure.WithReplay(20260101, 1).WithMaxTest(500));

    [Fact]
    public void A_later_pair_of_the_same_name_wins()
    {
        var table = new NameTable<string>([new("a", "first"), new("a", "second")]);

        table.Find("a"u8).ShouldBe("second");
        table.Count.ShouldBe(1);
    }

    [Fact]
    public void An_empty_table_finds_nothing()
    {
        var table = new NameTable<string>([]);

        table.Find("a"u8).ShouldBeNull();
        table.Find([]).ShouldBeNull();
    }

    [Fact]
    public void Names_that_begin_or_end_alike_are_told_apart()
    {
        string[] names = [.. Enumerable.Range(1, 300).Select(length => new string('a', length))];
        var table = new NameTable<string>(names.Select(name => KeyValuePair.Create(name, name)));

        foreach (string name in names)
            table.Find(Encoding.UTF8.GetBytes(name)).ShouldBe(name);
        table.Find(Encoding.UTF8.GetBytes(new string('a', 301))).ShouldBeNull();
    }

    /// <summary>Without halves of surrogate pairs, which have no UTF-8 form.</summary>
    private static string Clean(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);
}
