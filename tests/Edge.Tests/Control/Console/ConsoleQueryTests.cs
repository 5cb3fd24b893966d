using Edge.Control.Console;

namespace Edge.Tests.Control.Console;

/// <summary>What a client may ask for.</summary>
public sealed class ConsoleQueryTests
{
    [Fact]
    public void Nothing_said_is_the_first_page_of_all()
    {
        ConsoleQuery.Read("", out string error).ShouldBe(new ConsoleQuery());
        error.ShouldBe("");
    }

    [Fact]
    public void All_of_it_is_read() =>
        ConsoleQuery.Read("?search=%20a%2Fb%20&page=3&deploymentPage=4&sort=latency&other=1", out _).ShouldBe(new ConsoleQuery("a/b", 3, 4, ConsoleSort.Latency));

    [Theory]
    [InlineData("page=0", "page: '0' is no page. Write a whole number from 1.")]
    [InlineData("page=-1", "page: '-1' is no page. Write a whole number from 1.")]
    [InlineData("deploymentPage=99999999999", "deploymentPage: '99999999999' is no page. Write a whole number from 1.")]
    [InlineData("sort=colour", "sort: 'colour' is no order. Write name, rate, errors or latency.")]
    public void A_mistake_is_named_with_the_way_out(string query, string expected)
    {
        ConsoleQuery.Read("?" + query, out string error).ShouldBeNull();
        error.ShouldBe(expected);
    }

    [Fact]
    public void A_search_has_a_bound()
    {
        ConsoleQuery.Read($"?search={new string('a', 256)}", out _).ShouldNotBeNull();
        ConsoleQuery.Read($"?search={new string('a', 257)}", out string error).ShouldBeNull();
        error.ShouldBe("search: it is longer than 256 characters.");
    }
}
