using System.Text;
using ConfigSync.Snapshots;

namespace ConfigSync.Tests.Snapshots;

/// <summary>One page, with hashes that a table would never have.</summary>
public class NamePageTests
{
    private const int Names = 200;

    [Theory]
    [InlineData(0UL)]
    [InlineData(0xFFFFUL)]
    [InlineData(0x7FUL)]
    public void Names_of_one_hash_are_told_apart(ulong hash)
    {
        var page = new NamePage<string>(null, 0, 0);
        for (int i = 0; i < Names; i++)
            page.Add(hash, Bytes(i), $"{i}");

        page.Count.ShouldBe(Names);
        for (int i = 0; i < Names; i++)
            page.Find(hash, Bytes(i)).ShouldBe($"{i}");
        page.Find(hash, Bytes(-1)).ShouldBeNull();
        page.Find(hash + 1, Bytes(0)).ShouldBeNull();
    }

    [Fact]
    public void The_empty_name_is_a_name()
    {
        var page = new NamePage<string>(null, 1, 0);
        page.Find(0, []).ShouldBeNull();

        page.Add(0, [], "empty");

        page.Find(0, []).ShouldBe("empty");
    }

    [Fact]
    public void A_copy_does_not_show_in_the_page_it_was_made_of()
    {
        var page = new NamePage<string>(null, 1, 1);
        page.Add(5, "a"u8, "a");

        NamePage<string> copy = page.Copy(new object());
        copy.Add(6, "b"u8, "b");
        copy.Replace(copy.SlotOf(5, "a"u8), "other");

        (page.Count, page.Bytes).ShouldBe((1, 1));
        page.Find(5, "a"u8).ShouldBe("a");
        page.Find(6, "b"u8).ShouldBeNull();
        (copy.Count, copy.Bytes).ShouldBe((2, 2));
        copy.Find(5, "a"u8).ShouldBe("other");
    }

    [Fact]
    public void Names_longer_than_a_slot_can_say_are_refused() =>
        Should.Throw<OverflowException>(() => new NamePage<string>(null, 1, 0).Add(1, new byte[65_536], "long"));

    private static byte[] Bytes(int number) => Encoding.UTF8.GetBytes($"name {number}");
}
