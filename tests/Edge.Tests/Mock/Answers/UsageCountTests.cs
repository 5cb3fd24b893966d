using System.Text.Json;
using Edge.Mock.Answers;

namespace Edge.Tests.Mock.Answers;

public sealed class UsageCountTests
{
    [Theory]
    [InlineData("\"\"", 0)]
    [InlineData("\"abcd\"", 1)]
    [InlineData("\"abcde\"", 2)]
    [InlineData("[\"abcd\",\"abcd\"]", 2)]
    [InlineData("[1,2,3]", 3)]
    [InlineData("[[1],[2,3]]", 3)]
    [InlineData("{\"role\":\"user\",\"content\":\"abcdefgh\"}", 3)]
    [InlineData("[{\"type\":\"text\",\"text\":\"abcd\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"very long data\"}}]", 86)]
    [InlineData("[{\"type\":\"image\",\"source\":{\"data\":\"AAAA\"}}]", 85)]
    [InlineData("null", 0)]
    public void Four_bytes_are_a_token_and_pictures_cost_a_fixed_number(string json, int tokens) =>
        UsageCount.Of(JsonSerializer.Deserialize<JsonElement>(json)).ShouldBe(tokens);

    [Fact]
    public void What_is_not_there_costs_nothing() => UsageCount.Of(default).ShouldBe(0);
}
