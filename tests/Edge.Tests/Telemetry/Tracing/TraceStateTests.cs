using System.Text;
using System.Text.RegularExpressions;
using Edge.Telemetry.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Telemetry.Tracing;

public sealed class TraceStateTests
{
    [Theory]
    [InlineData("congo=t61rcWkgMzE,rojo=00f067aa0ba902b7", true)]
    [InlineData("a=b , \tc=d", true)]
    [InlineData("", true)]
    [InlineData(",,a=b,", true)]
    [InlineData("fw529a3039@dt=FfffffffQ", true)]
    [InlineData("1a@vendor=x", true)]
    [InlineData("a_-*/1=! ~", true)]
    [InlineData("A=b", false)]
    [InlineData("a=1", true)]
    [InlineData("1a=b", false)]
    [InlineData("a", false)]
    [InlineData("=b", false)]
    [InlineData("a=", false)]
    [InlineData("a=b=c", false)]
    [InlineData("a =b", false)]
    [InlineData("a@b@c=d", false)]
    [InlineData("a@1b=c", false)]
    [InlineData("a@=c", false)]
    [InlineData("@a=c", false)]
    [InlineData("a@abcdefghijklmno=c", false)]
    [InlineData("a=\u00e4", false)]
    [InlineData("a=b\tc", false)]
    public void A_list_is_one_by_the_grammar_of_the_specification(string value, bool isOne) => Take(value).ShouldBe(isOne);

    [Fact]
    public void Lengths_and_members_have_the_bounds_of_the_specification()
    {
        Take(new string('a', 256) + "=" + new string('b', 256)).ShouldBeTrue();
        Take(new string('a', 257) + "=b").ShouldBeFalse();
        Take("a=" + new string('b', 257)).ShouldBeFalse();
        Take(new string('1', 241) + "@a=b").ShouldBeTrue();
        Take(new string('1', 242) + "@a=b").ShouldBeFalse();
        Take(List(32)).ShouldBeTrue();
        Take(List(33)).ShouldBeFalse();
        // Over several fields they are one list.
        Take(List(20), List(12)).ShouldBeTrue();
        Take(List(20), List(13)).ShouldBeFalse();
    }

    [Fact]
    public void It_judges_as_a_pattern_does()
    {
        Gen<string> values = Gen.Elements("a", "B", "1", "@", "=", ",", " ", "\t", "~", "\u00e4", "a=b", "x@y=z", "\0").ListOf().Select(string.Concat);
        Prop.ForAll(Arb.From(values), value => Take(value) == Oracle(value)).QuickCheckThrowOnFailure();
    }

    private static string List(int members) => string.Join(",", Enumerable.Range(0, members).Select(i => $"k{i}=v"));

    private static bool Take(params string[] values)
    {
        var state = default(TraceState);
        foreach (string value in values)
        {
            if (!state.Take(Encoding.Latin1.GetBytes(value)))
                return false;
        }
        return true;
    }

    private static bool Oracle(string value)
    {
        const string Key = @"([a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})";
        const string Value = @"[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]";
        string[] members = [.. value.Split(',').Select(member => member.Trim(' ', '\t')).Where(member => member.Length > 0)];
        return members.Length <= TraceState.MaxMembers && members.All(member => Regex.IsMatch(member, $@"\A{Key}={Value}\z", RegexOptions.CultureInvariant));
    }
}
