using System.Text;
using System.Text.RegularExpressions;
using Edge.Mock.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Mock.Wire;

public sealed class MockHeadParserTests
{
    private const string Good = "POST /v1/chat/completions?a=b HTTP/1.1\r\nHost: h\r\nX-Odd-CASE:  two words\t\r\nEmpty:\r\nDup: 1\r\nDup: 2\r\n\r\n";

    // The same rules, said once more and slowly.
    private static readonly Regex Oracle = new(
        """\A[!#$%&'*+\-.^_`|~0-9a-zA-Z]+ /[\x21-\x7e]* HTTP/1\.1\r\n([!#$%&'*+\-.^_`|~0-9a-zA-Z]+:[\t\x20-\x7e\x80-\xff]*\r\n)*\r\n\z""");

    [Fact]
    public void A_head_is_read_with_order_and_case_kept()
    {
        MockHead head = Parse(Good).ShouldNotBeNull();
        head.Method.ShouldBe("POST");
        head.Target.ShouldBe("/v1/chat/completions?a=b");
        head.Path.ShouldBe("/v1/chat/completions");
        head.Fields.ShouldBe([new("Host", "h"), new("X-Odd-CASE", "two words"), new("Empty", ""), new("Dup", "1"), new("Dup", "2")]);
        head.Get("x-odd-case").ShouldBe("two words");
        head.Count("DUP").ShouldBe(2);
    }

    [Fact]
    public void The_end_is_found_at_the_last_byte_and_not_before()
    {
        byte[] bytes = Encoding.Latin1.GetBytes(Good + "body");
        for (int length = 0; length < Good.Length; length++)
            MockHeadParser.FindEnd(bytes.AsSpan(0, length)).ShouldBe(-1);
        for (int length = Good.Length; length <= bytes.Length; length++)
            MockHeadParser.FindEnd(bytes.AsSpan(0, length)).ShouldBe(Good.Length);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: h\n\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/2\r\nHost: h\r\n\r\n")]
    [InlineData("GET /\r\nHost: h\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("G(T / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\0\r\n\r\n")]
    public void What_breaks_the_rules_is_refused_with_a_reason(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        int end = MockHeadParser.FindEnd(bytes);
        end.ShouldBeGreaterThan(0);
        MockHeadParser.Parse(bytes.AsSpan(0, end), out string error).ShouldBeNull();
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public void Mutated_heads_are_judged_as_the_slow_oracle_judges_them()
    {
        Gen<string> mutated =
            from at in Gen.Choose(0, Good.Length - 1)
            from put in Gen.Elements("\0\t\n\r :/?AZaz09\x7f\x80\xff(".ToCharArray())
            from kind in Gen.Choose(0, 2)
            select kind switch { 0 => Good[..at] + put + Good[(at + 1)..], 1 => Good[..at] + put + Good[at..], _ => Good[..at] + Good[(at + 1)..] };
        int refused = 0;
        Prop.ForAll(mutated.ToArbitrary(), text =>
        {
            byte[] bytes = Encoding.Latin1.GetBytes(text);
            int end = MockHeadParser.FindEnd(bytes);
            if (end < 0)
                return;
            bool accepted = MockHeadParser.Parse(bytes.AsSpan(0, end), out _) is not null;
            accepted.ShouldBe(Oracle.IsMatch(text[..end]), text);
            refused += accepted ? 0 : 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(1, 3));
        refused.ShouldBeGreaterThan(100);
    }

    private static MockHead? Parse(string text)
    {
        // Guard bytes around: reading past either end would find a longer name or value.
        byte[] bytes = Encoding.Latin1.GetBytes("x" + text + "x");
        return MockHeadParser.Parse(bytes.AsSpan(1, text.Length), out _);
    }
}
