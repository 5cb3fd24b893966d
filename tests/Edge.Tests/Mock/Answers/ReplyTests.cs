using System.Text.Json;
using Edge.Mock.Answers;

namespace Edge.Tests.Mock.Answers;

public sealed class ReplyTests
{
    [Fact]
    public void The_same_request_gets_the_same_text()
    {
        Text("""{"messages":[{"role":"user","content":"hi"}]}""").ShouldBe(Text("""{"messages":[{"role":"user","content":"hi"}]}"""));
    }

    [Fact]
    public void Only_what_was_said_and_the_seed_change_the_text()
    {
        string text = Text("""{"messages":"hi"}""");
        Text("""{"model":"other","stream":true,"messages":"hi"}""").ShouldBe(text);
        Text("""{"messages":"ho"}""").ShouldNotBe(text);
        Text("""{"messages":"hi"}""", seed: 2).ShouldNotBe(text);
        new Reply(Ask("""{"messages":"hi"}"""), null, index: 1).Whole().ShouldNotBe(text);
    }

    [Fact]
    public void A_limit_cuts_the_text_short()
    {
        MockAsk ask = Ask("{}");
        var whole = new Reply(ask, null);
        (whole.Count, whole.CutShort).ShouldBe((40, false));
        (new Reply(ask, 40).Count, new Reply(ask, 40).CutShort).ShouldBe((40, false));
        var cut = new Reply(ask, 5);
        (cut.Count, cut.CutShort).ShouldBe((5, true));
        whole.Whole().ShouldStartWith(cut.Whole());
    }

    [Fact]
    public void Some_of_it_is_not_ascii() =>
        new Reply(Ask("{}") with { Tokens = 500 }, null).Whole().ShouldContain(c => c > 127);

    [Fact]
    public void A_tool_call_is_its_arguments_in_pieces()
    {
        MockAsk ask = Ask("""{"tools":[{"name":"f","input_schema":{"properties":{"a":{"const":"\ud83d\ude00 long enough"}}}}],"tool_choice":"required"}""");
        var reply = new Reply(ask, limit: 1);
        reply.CutShort.ShouldBeFalse();
        string whole = string.Concat(Enumerable.Range(0, reply.Count).Select(reply.Piece));
        whole.ShouldBe(reply.Tool.ShouldNotBeNull().Arguments);
        JsonSerializer.Deserialize<JsonElement>(whole).GetProperty("a").GetString().ShouldBe("\ud83d\ude00 long enough");
    }

    internal static MockAsk Ask(string json, ulong seed = 1)
    {
        JsonElement root = JsonSerializer.Deserialize<JsonElement>(json);
        return new MockAsk(root, "m", 40, MockAsk.SeedOf(root, seed), 0);
    }

    private static string Text(string json, ulong seed = 1) => new Reply(Ask(json, seed), null).Whole();
}
