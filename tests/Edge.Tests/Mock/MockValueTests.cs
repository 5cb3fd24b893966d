using Edge.Mock;

namespace Edge.Tests.Mock;

public sealed class MockValueTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("250us", 0.25)]
    [InlineData("80ms", 80)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    public void Durations_carry_their_unit(string text, double milliseconds)
    {
        MockValue.TryDuration(text, out TimeSpan duration).ShouldBeTrue();
        duration.TotalMilliseconds.ShouldBe(milliseconds, 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("ms")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("1 s")]
    [InlineData("25h")]
    [InlineData("99999999999999999999999h")]
    public void Other_durations_are_refused(string text) => MockValue.TryDuration(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("10%", 0.1)]
    [InlineData("0.1", 0.1)]
    [InlineData("100%", 1)]
    [InlineData("0", 0)]
    public void Shares_are_percent_or_parts_of_one(string text, double share)
    {
        MockValue.TryShare(text, out double read).ShouldBeTrue();
        read.ShouldBe(share, 1e-9);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("-5%")]
    [InlineData("101%")]
    [InlineData("1.1")]
    [InlineData("-Infinity")]
    [InlineData("NaN")]
    public void Other_shares_are_refused(string text) => MockValue.TryShare(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("9101", new[] { 9101 })]
    [InlineData("9101-9103", new[] { 9101, 9102, 9103 })]
    [InlineData("9101, 9103-9104", new[] { 9101, 9103, 9104 })]
    [InlineData("0,0", new[] { 0, 0 })]
    public void Ports_are_listed_or_ranged(string text, int[] ports)
    {
        MockValue.TryPorts(text, out IReadOnlyList<int> read).ShouldBeTrue();
        read.ShouldBe(ports);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("65536")]
    [InlineData("9103-9101")]
    [InlineData("9101,9101")]
    [InlineData("9101-")]
    [InlineData("0-3")]
    public void Other_ports_are_refused(string text) => MockValue.TryPorts(text, out _).ShouldBeFalse();
}
