using System.Globalization;
using System.Text;
using Edge.Mock.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Mock.Wire;

public sealed class MockChunkDecoderTests
{
    private const string Good = "5\r\nhello\r\n1;ext=\"v\"\r\n \r\n00B\r\nwide world!\r\n0\r\nTrailer: t\r\n\r\n";

    [Fact]
    public void Framing_comes_off_under_every_split_in_two()
    {
        for (int at = 0; at <= Good.Length; at++)
            Decode(Good + "next", at).ShouldBe((MockChunkState.Done, "hello wide world!", Good.Length), $"split at {at}");
    }

    [Fact]
    public void Framing_comes_off_one_byte_at_a_time()
    {
        int[] splits = [.. Enumerable.Range(0, Good.Length)];
        Decode(Good + "next", splits).ShouldBe((MockChunkState.Done, "hello wide world!", Good.Length));
    }

    [Fact]
    public void Every_proper_beginning_asks_for_more()
    {
        for (int length = 0; length < Good.Length; length++)
            Decode(Good[..length]).State.ShouldBe(MockChunkState.More);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("x\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("5\nhello\r\n")]
    [InlineData("5 \r\nhello\r\n")]
    [InlineData("5\r\nhello!\r\n")]
    [InlineData("5\r\nhello\n")]
    [InlineData("5\r\nhello\r\r")]
    [InlineData("5;a\nhello\r\n")]
    [InlineData("12345678\r\n")]
    [InlineData("0\r\n\n")]
    [InlineData("0\r\nT: t\n\r\n")]
    [InlineData("0\r\n\rx")]
    public void Broken_framing_is_noticed(string text) => Decode(text).State.ShouldBe(MockChunkState.Bad);

    [Fact]
    public void Trailers_have_a_limit() =>
        Decode("0\r\n" + new string('t', 9000)).State.ShouldBe(MockChunkState.Bad);

    [Fact]
    public void Mutated_bodies_in_random_pieces_are_judged_as_the_slow_oracle_judges_them()
    {
        Gen<(string Text, int First, int Second)> mutated =
            from at in Gen.Choose(0, Good.Length - 1)
            from put in Gen.Elements("0159aAfFgG \r\n;x".ToCharArray())
            from kind in Gen.Choose(0, 2)
            from first in Gen.Choose(0, Good.Length)
            from second in Gen.Choose(0, Good.Length)
            select (kind switch { 0 => Good[..at] + put + Good[(at + 1)..], 1 => Good[..at] + put + Good[at..], _ => Good[..at] + Good[(at + 1)..] },
                Math.Min(first, second), Math.Max(first, second));
        var seen = new HashSet<MockChunkState>();
        Prop.ForAll(mutated.ToArbitrary(), sample =>
        {
            (MockChunkState State, string Data, int Used) expected = Oracle(sample.Text);
            (MockChunkState State, string Data, int Used) actual = Decode(sample.Text, sample.First, sample.Second);
            actual.State.ShouldBe(expected.State, sample.Text);
            if (expected.State == MockChunkState.Done)
                actual.ShouldBe(expected, sample.Text);
            seen.Add(expected.State);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(1, 3));
        seen.Count.ShouldBe(3);
    }

    private static (MockChunkState State, string Data, int Used) Decode(string text, params int[] splits)
    {
        var decoder = new MockChunkDecoder();
        var data = new StringBuilder();
        MockChunkState state = MockChunkState.More;
        int used = 0;
        int start = 0;
        foreach (int end in splits.Append(text.Length))
        {
            int stop = Math.Min(end, text.Length);
            // Guard bytes around each piece: reading past it would find digits.
            byte[] piece = Encoding.Latin1.GetBytes("7" + text[start..stop] + "7");
            ReadOnlySpan<byte> rest = piece.AsSpan(1, stop - start);
            while (!rest.IsEmpty && state == MockChunkState.More)
            {
                state = decoder.Step(rest, out int consumed, out ReadOnlySpan<byte> more);
                consumed.ShouldBeGreaterThan(0);
                data.Append(Encoding.Latin1.GetString(more));
                rest = rest[consumed..];
                used += consumed;
            }
            start = stop;
        }
        return (state, data.ToString(), used);
    }

    // Reads the whole text at once, by line.
    private static (MockChunkState State, string Data, int Used) Oracle(string text)
    {
        var data = new StringBuilder();
        int at = 0;
        while (true)
        {
            (MockChunkState state, string line) = Line(text, ref at);
            string size = line.Split(';')[0];
            bool sizeSound = size.Length is > 0 and <= 7 && size.All(char.IsAsciiHexDigit);
            // An unfinished line can already be wrong.
            if (!sizeSound && (state != MockChunkState.More || line.Contains(';') || size.Length > 7 || !size.All(char.IsAsciiHexDigit)))
                return (MockChunkState.Bad, "", 0);
            if (state != MockChunkState.Done)
                return (state, "", 0);
            int length = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
                break;
            data.Append(text, at, Math.Min(length, text.Length - at));
            at += length;
            if (at >= text.Length)
                return (MockChunkState.More, "", 0);
            string end = text.Substring(at, Math.Min(2, text.Length - at));
            if (!"\r\n".StartsWith(end, StringComparison.Ordinal))
                return (MockChunkState.Bad, "", 0);
            if (end.Length < 2)
                return (MockChunkState.More, "", 0);
            at += 2;
        }
        while (true)
        {
            (MockChunkState state, string line) = Line(text, ref at);
            if (state != MockChunkState.Done)
                return (state, "", 0);
            if (line.Length == 0)
                return (MockChunkState.Done, data.ToString(), at);
        }
    }

    private static (MockChunkState State, string Line) Line(string text, ref int at)
    {
        string rest = text[at..];
        int special = rest.IndexOfAny(['\r', '\n']);
        if (special < 0)
            return (MockChunkState.More, rest);
        string line = rest[..special];
        if (rest[special] == '\n' || (special + 1 < rest.Length && rest[special + 1] != '\n'))
            return (MockChunkState.Bad, line);
        if (special + 1 == rest.Length)
            return (MockChunkState.More, line);
        at += special + 2;
        return (MockChunkState.Done, line);
    }
}
