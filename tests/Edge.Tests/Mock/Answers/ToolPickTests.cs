using Edge.Mock.Answers;

namespace Edge.Tests.Mock.Answers;

public sealed class ToolPickTests
{
    private const string Chat = """
        "tools":[{"type":"function","function":{"name":"first","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}},{"type":"function","function":{"name":"get_weather"}}]
        """;
    private const string Flat = """
        "tools":[{"type":"web_search"},{"type":"function","name":"first","parameters":{"properties":{"a":{"type":"boolean"}}}},{"name":"get_weather","input_schema":{"properties":{"b":{}}}}]
        """;

    [Theory]
    [InlineData(Chat, "\"required\"", "first", "{\"a\":\"example a\"}")]
    [InlineData(Chat, "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}", "get_weather", "{}")]
    [InlineData(Flat, "\"required\"", "first", "{\"a\":true}")]
    [InlineData(Flat, "{\"type\":\"any\"}", "first", "{\"a\":true}")]
    [InlineData(Flat, "{\"type\":\"function\",\"name\":\"get_weather\"}", "get_weather", "{\"b\":\"example b\"}")]
    [InlineData(Flat, "{\"type\":\"tool\",\"name\":\"get_weather\"}", "get_weather", "{\"b\":\"example b\"}")]
    [InlineData(Flat, "{\"type\":\"tool\",\"name\":\"unknown\"}", "unknown", "{}")]
    public void A_choice_is_obeyed(string tools, string choice, string name, string arguments) =>
        Pick($$"""{ {{tools}},"tool_choice":{{choice}},"messages":[{"role":"user","content":"hi"}]}""").ShouldBe(new ToolCall(name, arguments));

    [Theory]
    [InlineData("""[{"role":"user","content":"Use GET_WEATHER please"}]""")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"Use "},{"type":"image_url","image_url":{"url":"x"}},{"type":"text","text":"get_weather"}]}]""")]
    public void A_tool_that_the_user_mentions_is_called(string messages)
    {
        Pick($$"""{ {{Chat}},"messages":{{messages}}}""").ShouldBe(new ToolCall("get_weather", "{}"));
        Pick($$"""{ {{Chat}},"input":{{messages}}}""").ShouldBe(new ToolCall("get_weather", "{}"));
    }

    [Fact]
    public void A_plain_input_may_mention_it_too() =>
        Pick($$"""{ {{Flat}},"input":"get_weather"}""").ShouldNotBeNull().Name.ShouldBe("get_weather");

    [Theory]
    [InlineData("[{\"role\":\"user\",\"content\":\"hi\"}]", "\"auto\"")]
    [InlineData("[{\"role\":\"user\",\"content\":\"get_weather\"}]", "\"none\"")]
    [InlineData("[{\"role\":\"user\",\"content\":\"get_weather\"}]", "{\"type\":\"none\"}")]
    [InlineData("[{\"role\":\"user\",\"content\":\"get_weather\"},{\"role\":\"tool\",\"content\":\"get_weather says sun\"}]", "\"auto\"")]
    [InlineData("[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":\"get_weather\"}]}]", "\"auto\"")]
    [InlineData("[]", "\"auto\"")]
    [InlineData("7", "7")]
    public void Otherwise_the_answer_is_text(string messages, string choice) =>
        Pick($$"""{ {{Chat}},"tool_choice":{{choice}},"messages":{{messages}}}""").ShouldBeNull();

    [Theory]
    [InlineData("[]")]
    [InlineData("[1,{\"function\":2},{\"name\":3}]")]
    [InlineData("{}")]
    public void Tools_that_are_none_are_passed_over(string tools) =>
        Pick($$"""{"tools":{{tools}},"tool_choice":"required","messages":[{"role":"user","content":"hi"}]}""").ShouldBeNull();

    private static ToolCall? Pick(string json) => ToolPick.From(ReplyTests.Ask(json));
}
