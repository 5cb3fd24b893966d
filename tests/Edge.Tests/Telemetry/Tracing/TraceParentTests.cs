using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Edge.Buffers;
using Edge.Telemetry.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Telemetry.Tracing;

public sealed class TraceParentTests
{
    private const string Good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData(Good, 1)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", 0)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff", 0xFF)]
    [InlineData("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", 1)]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what the future will be like", 1)]
    [InlineData("fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-", 1)]
    public void A_good_value_is_read(string value, int flags)
    {
        TraceParent.TryRead(Encoding.ASCII.GetBytes(value), out ulong high, out ulong low, out ulong parent, out byte read).ShouldBeTrue();
        (high, low, parent, (int)read).ShouldBe((0x0af7651916cd43ddUL, 0x8448eb211c80319cUL, 0xb7ad6b7169203331UL, flags));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x")]
    [InlineData("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333z-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A")]
    [InlineData(" 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public void Anything_else_is_not(string value) =>
        TraceParent.TryRead(Encoding.ASCII.GetBytes(value), out _, out _, out _, out _).ShouldBeFalse();

    [Fact]
    public void It_reads_what_a_pattern_reads_whatever_is_changed_in_it()
    {
        // Changes by character and by length, of a value that is good: at random none ever would be.
        Gen<string> values =
            from version in Gen.Elements("00", "00", "01", "ff", "0F", "7")
            from changes in Gen.ListOf(Gen.Zip(Gen.Choose(0, 60), Gen.Elements('0', 'a', 'f', 'g', 'A', '-', ' ', '\u00e4', '\0')))
            from tail in Gen.Elements("", "", "-", "-x", "x")
            from kept in Gen.Frequency((5, Gen.Constant(int.MaxValue)), (1, Gen.Choose(0, 60)))
            select Change(version + Good[2..] + tail, changes.Take(2), kept);
        Prop.ForAll(Arb.From(values), value => Read(value) == Oracle(value)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        Prop.ForAll<ulong, ulong, ulong>((high, low, span) =>
        {
            var output = new ByteBuffer(0);
            TraceParent.WriteField(output, new TraceContext(high, low, 7, 8, 3), span);
            string field = Encoding.ASCII.GetString(output.Span);
            return field == $"traceparent: 00-{high:x16}{low:x16}-{span:x16}-03\r\n";
        }).QuickCheckThrowOnFailure();
    }

    private static string Change(string value, IEnumerable<(int At, char To)> changes, int kept)
    {
        var text = new StringBuilder(value);
        foreach ((int at, char to) in changes.Where(c => c.At < value.Length))
            text[at] = to;
        return text.ToString(0, Math.Min(kept, text.Length));
    }

    private static string? Read(string value) =>
        TraceParent.TryRead(Encoding.Latin1.GetBytes(value), out ulong high, out ulong low, out ulong parent, out byte flags)
            ? $"{high:x16}{low:x16} {parent:x16} {flags:x2}"
            : null;

    private static string? Oracle(string value)
    {
        Match match = Regex.Match(value, @"\A(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<parent>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-[\s\S]*)?\z", RegexOptions.CultureInvariant);
        if (!match.Success || match.Groups["version"].Value == "ff" || (match.Groups["version"].Value == "00" && match.Groups["more"].Success))
            return null;
        string trace = match.Groups["trace"].Value, parent = match.Groups["parent"].Value;
        bool isZero = UInt128.Parse(trace, NumberStyles.HexNumber, CultureInfo.InvariantCulture) == 0 || ulong.Parse(parent, NumberStyles.HexNumber, CultureInfo.InvariantCulture) == 0;
        return isZero ? null : $"{trace} {parent} {match.Groups["flags"].Value}";
    }
}
