using System.Text;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Tests.Resources.Syntax;

public class SourceTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("\n")]
    [InlineData("ab\ncd\n\ne")]
    [InlineData("é二😀\r\nx😀y\n")]
    public void Every_offset_is_where_counting_by_hand_finds_it(string text)
    {
        var source = new SourceText(Encoding.UTF8.GetBytes(text));
        int line = 1, column = 1, offset = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            source.Locate(offset).ShouldBe((line, column));
            offset += rune.Utf8SequenceLength;
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
        }
        source.Locate(offset).ShouldBe((line, column));
    }

    [Fact]
    public void A_place_outside_is_moved_inside()
    {
        var source = new SourceText("ab\ncd"u8.ToArray());
        source.OffsetOf(1, 1).ShouldBe(4);
        source.OffsetOf(9, 9).ShouldBe(5);
        source.OffsetOf(-1, -1).ShouldBe(0);
    }
}
