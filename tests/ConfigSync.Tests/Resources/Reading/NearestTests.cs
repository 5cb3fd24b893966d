using ConfigSync.Resources.Reading;

namespace ConfigSync.Tests.Resources.Reading;

public class NearestTests
{
    private static readonly string[] Names = ["endpoints", "names", "id", "requireEndMark"];

    [Theory]
    [InlineData("endpoint", "endpoints")]
    [InlineData("endpionts", "endpoints")]
    [InlineData("Names", "names")]
    [InlineData("ID", "id")]
    [InlineData("ids", "id")]
    [InlineData("require_end_mark", "requireEndMark")]
    [InlineData("zebra", null)]
    [InlineData("", null)]
    public void The_name_with_the_fewest_edits_is_found_if_it_is_near(string written, string? expected) =>
        Nearest.Find(written, Names).ShouldBe(expected);

    [Fact]
    public void Nonsense_costs_nothing() => Nearest.Find(new string('a', 1_000_000), Names).ShouldBeNull();
}
