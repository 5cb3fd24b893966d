using Edge.Intake;

namespace Edge.Tests.Intake;

public sealed class PlainTextTests
{
    [Fact]
    public void It_ends_before_the_first_byte_that_does_not_stand_for_itself()
    {
        foreach (int length in (int[])[0, 1, 15, 16, 17, 31, 32, 33, 50])
        {
            byte[] text = [.. Enumerable.Repeat((byte)'a', length)];
            foreach (int from in (int[])[0, length / 3, length / 2, Math.Max(length - 1, 0), length])
            {
                PlainText.End(text, from).ShouldBe(length);
                for (int at = 0; at < length; at++)
                    EndsBefore(text, from, at);
            }
        }
    }

    [Fact]
    public void Scalars_and_whitespace_end_where_a_search_of_the_runtime_ends_them()
    {
        for (int b = 0; b < 256; b++)
        {
            JsonBytes.IsScalar((byte)b).ShouldBe(JsonBytes.Scalar.Contains((byte)b));
            for (int run = 0; run < 12; run++)
            {
                byte[] scalar = [(byte)',', .. Enumerable.Repeat((byte)'1', run), (byte)b, (byte)','];
                byte[] white = [(byte)',', .. Enumerable.Repeat((byte)' ', run), (byte)b, (byte)','];
                JsonBytes.EndOfScalar(scalar, 1).ShouldBe(1 + scalar.AsSpan(1).IndexOfAnyExcept(JsonBytes.Scalar));
                JsonBytes.EndOfWhitespace(white, 1).ShouldBe(1 + white.AsSpan(1).IndexOfAnyExcept(JsonBytes.Whitespace));
            }
            JsonBytes.EndOfScalar("123456789012"u8, 1).ShouldBe(12);
            JsonBytes.EndOfWhitespace("            "u8, 1).ShouldBe(12);
        }
    }

    private static void EndsBefore(byte[] text, int from, int at)
    {
        for (int b = 0; b < 256; b++)
        {
            text[at] = (byte)b;
            bool plain = b is >= ' ' and < 0x80 and not '"' and not '\\';
            PlainText.End(text, from).ShouldBe(plain || at < from ? text.Length : at);
        }
        text[at] = (byte)'a';
    }
}
