using Edge.Fuzz.Engine;

namespace Edge.Fuzz.Tests;

public class EngineTests
{
    [Fact]
    public void Dice_throw_every_number_of_their_range_and_no_other()
    {
        var dice = new Dice(1);
        Enumerable.Range(0, 1000).Select(_ => dice.Next(3, 7)).Distinct().Order().ShouldBe([3, 4, 5, 6]);
        Enumerable.Range(0, 1000).Select(_ => dice.PickEarly([1, 2, 3])).Distinct().Order().ShouldBe([1, 2, 3]);
        Dice.For(1, "a", 0).Next().ShouldNotBe(Dice.For(1, "a", 1).Next());
        Dice.For(1, "a", 0).Next().ShouldNotBe(Dice.For(1, "b", 0).Next());
    }

    [Fact]
    public void Bytes_are_inserted_repeated_and_removed_and_never_more_than_fit()
    {
        var text = new EditBuffer(10);
        text.Set("abc"u8);
        text.Insert(1, text.Span);
        text.ToArray().ShouldBe("aabcbc"u8.ToArray());
        text.Repeat(6, "xy"u8, 9);
        text.ToArray().ShouldBe("aabcbcxyxy"u8.ToArray());
        text.Insert(0, "zz"u8);
        text.Length.ShouldBe(10);
        text.Remove(2, 4);
        text.ToArray().ShouldBe("aaxyxy"u8.ToArray());
        text.Remove(4, 99);
        text.Insert(4, "0123456789"u8);
        text.ToArray().ShouldBe("aaxy012345"u8.ToArray());
    }

    [Fact]
    public void Cuts_ascend_within_the_input()
    {
        var dice = new Dice(1);
        var cuts = new Cuts();
        foreach (int length in (int[])[0, 1, 2, 63, 64, 65, 5000])
        {
            for (int round = 0; round < 200; round++)
            {
                int before = 0;
                foreach (int cut in cuts.Next(dice, length))
                {
                    cut.ShouldBeInRange(before, length);
                    before = cut;
                }
            }
        }
    }

    [Fact]
    public void Hexadecimal_seeds_may_have_comments() =>
        Corpus.FromHex("# head\n81 80 # flags\n\n00\t01").ShouldBe([0x81, 0x80, 0, 1]);
}
