using System.Text;
using Edge.Forwarding;
using Edge.Telemetry.Usage;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Telemetry.Usage;

/// <summary>Made documents and streams say to the scanner what they say to System.Text.Json, however they are cut.</summary>
public sealed class UsageFuzzTests
{
    private static Gen<string> Space => Gen.Frequency((6, Gen.Constant("")), (1, Gen.Elements(" ", "\t", " \t ", "  ")));

    private static Gen<string> Figure => Gen.Frequency(
        (6, Gen.Choose(0, 5000).Select(figure => $"{figure}")),
        (2, Gen.Elements("0", "1000000000000", "1000000000001", "-1", "1.5", "1e2", "99999999999999999999", "null", "true", "\"5\"", "{}", "[1]", "{\"cached_tokens\":9}")));

    private static Gen<string> Texts => Gen.Elements(
        "", "x", "usage", "\\\"usage\\\":{\\\"prompt_tokens\\\":1}", "\\\\", "\\\"", "}", "]{", "\\u0022usage\\u0022:", "größer", "\\\\\\\"usage", "prompt_tokens", "data:");

    private static Gen<string> Keys => Gen.Frequency(
        (3, Gen.Elements("id", "response", "message", "delta", "x")),
        (3, Gen.Constant("usage")),
        (1, Gen.Elements("\\\"usage", "us\\u0061ge", "usage\\\"", "usages", "usag", "\\\\", "USAGE", "")));

    private static Gen<string> Usages =>
        from members in Gen.Elements(
            "prompt_tokens", "completion_tokens", "input_tokens", "output_tokens", "total_tokens", "cache_read_input_tokens", "cache_creation_input_tokens",
            "reasoning_tokens", "cached_tokens", "prompt_tokens_details", "x").Zip(Figure, (name, figure) => (Name: name, Figure: figure)).ArrayOf()
        from details in Figure
        from space in Space
        let text = members.Take(6).Select(member => member.Name == "prompt_tokens_details"
            ? $"\"{member.Name}\":{space}{{\"cached_tokens\":{details},\"y\":[{{}}]}}"
            : $"\"{member.Name}\"{space}:{space}{member.Figure}")
        select $"{{{space}{string.Join($"{space},{space}", text)}{space}}}";

    private static Gen<(byte[] Body, int[] Cuts)> Cut(Gen<string> texts) =>
        from text in texts
        let body = Encoding.UTF8.GetBytes(text)
        from cuts in Gen.Choose(0, body.Length).ArrayOf()
        select (body, cuts.Order().ToArray());

    [Fact]
    public void A_document_is_read_as_System_Text_Json_reads_it()
    {
        int known = 0;
        Prop.ForAll(Cut(Object(4)).ToArbitrary(), made =>
        {
            UsageFigures? expected = UsageOracle.Document(made.Body);
            expected.ShouldNotBeNull(Encoding.UTF8.GetString(made.Body));
            UsageReading.Document(made.Body).ShouldBe(expected.Value, Encoding.UTF8.GetString(made.Body));
            UsageReading.Document(made.Body, made.Cuts).ShouldBe(expected.Value, $"{Encoding.UTF8.GetString(made.Body)} cut at {string.Join(',', made.Cuts)}");
            known += expected.Value.Any ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_260_101, 7));
        // Documents that all say nothing would prove nothing.
        known.ShouldBeInRange(2_000, 18_000);
    }

    [Fact]
    public void A_stream_is_read_as_System_Text_Json_reads_its_events()
    {
        Gen<string> streams =
            from events in Event.ArrayOf()
            from rest in Gen.Elements("data: [DONE]\n\n", "", "data: {\"usage\":{\"prompt_tokens\":1}}\n", ": x")
            from end in Gen.Elements("\n", "\r\n", "\r")
            select (string.Concat(events.Take(6)) + rest).Replace("\n", end, StringComparison.Ordinal);
        int known = 0;
        Prop.ForAll(Cut(streams).ToArbitrary(), made =>
        {
            UsageFigures expected = UsageOracle.Stream(made.Body);
            var whole = UsageReading.Stream(EndMark.Done, made.Body);
            whole.Said.ShouldBe(expected, Encoding.UTF8.GetString(made.Body));
            UsageReading.Stream(EndMark.Done, made.Body, made.Cuts).ShouldBe(whole, $"{Encoding.UTF8.GetString(made.Body)} cut at {string.Join(',', made.Cuts)}");
            known += expected.Any ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithReplay(20_260_101, 7));
        known.ShouldBeInRange(1_000, 9_500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_broken_document_says_the_same_however_it_is_cut_and_a_whole_one_what_the_oracle_says(int seed)
    {
        string[] splinters = ["\"", "\\", "{", "}", "[", "]", ":", ",", "\"usage\"", "\"usage\":{", "\"prompt_tokens\":7", "usage", "\0", "\n", "1", new string(' ', 2000)];
        var random = new Random(seed);
        int whole = 0;
        for (int i = 0; i < 30_000; i++)
        {
            string text = UsageAnswers.Documents[random.Next(UsageAnswers.Documents.Length)].Body;
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                int at = random.Next(text.Length + 1), length = Math.Min(random.Next(12), text.Length - at);
                text = random.Next(4) switch
                {
                    0 => text.Remove(at, length),
                    1 => text.Insert(random.Next(text.Length + 1), text.Substring(at, length)),
                    2 => text[..at] + text[(at + length)..].Insert(0, splinters[random.Next(splinters.Length)]),
                    _ => text.Insert(at, splinters[random.Next(splinters.Length)]),
                };
            }
            byte[] body = Encoding.UTF8.GetBytes(text);
            int[] cuts = [.. Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(body.Length + 1)).Order()];
            UsageFigures figures = UsageReading.Document(body);
            if (figures != UsageReading.Document(body, cuts) || figures != (UsageOracle.Document(body) ?? figures))
                Assert.Fail($"{figures} {text} cut at {string.Join(',', cuts)}");
            whole += UsageOracle.Document(body) is null ? 0 : 1;
        }
        whole.ShouldBeInRange(3_000, 27_000);
    }

    private static Gen<string> Event =>
        from json in Object(3)
        from form in Gen.Choose(0, 4)
        select form switch
        {
            0 => $"data:{json}\n\n",
            1 => $": ping \"usage\":{{\"prompt_tokens\":1}}\nid: 1\ndata: {json}\n\n",
            2 => $"data: {json.Replace(",", ",\ndata: ", StringComparison.Ordinal)}\n\n",
            _ => $"data: {json}\n\n",
        };

    private static Gen<string> Object(int depth) =>
        from members in Gen.Choose(0, 4).SelectMany(count => Member(depth).ArrayOf(count))
        select $"{{{string.Join(',', members)}}}";

    private static Gen<string> Member(int depth) =>
        from key in Keys
        from before in Space
        from after in Space
        from value in Value(depth, key)
        select $"{before}\"{key}\"{after}:{before}{value}{after}";

    private static Gen<string> Value(int depth, string key)
    {
        Gen<string> simple = Gen.OneOf(Figure, Texts.Select(text => $"\"{text}\""), Usages);
        if (key == "usage")
            return Gen.Frequency((4, Usages), (1, simple));
        return depth == 0 ? simple : Gen.Frequency(
            (2, simple),
            (2, Gen.Constant(0).SelectMany(_ => Object(depth - 1))),
            (1, Gen.Choose(0, 3).SelectMany(count => Value(depth - 1, "").ArrayOf(count)).Select(items => $"[{string.Join(',', items)}]")));
    }
}
