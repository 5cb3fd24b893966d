using Edge.Forwarding;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Forwarding;

/// <summary>What an exchange knows of the tokens of its answer, whatever becomes of it.</summary>
public sealed class ExchangeUsageTests
{
    private const string Body = """{"model":"m"}""";
    private const string Json = """{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7}}""";
    private const string EventsHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private const string Delta = """
        data: {"choices":[{"delta":{"content":"x"}}]}


        """;

    [Fact]
    public void A_whole_document_says_it()
    {
        ExchangeScript script = Answered(Document("200 OK", Json));
        script.Exchange.Usage.ShouldBe(new UsageFigures(5, 7, -1, -1, false));
        script.Exchange.Clear();
        script.Exchange.Usage.ShouldBe(UsageFigures.None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(Answer.EndBytes - 100)]
    [InlineData(Answer.EndBytes)]
    [InlineData(100_000)]
    public void A_document_of_known_length_says_it_however_long_it_is(int longer)
    {
        string text = new('x', longer);
        ExchangeScript script = Answered(Document("200 OK", $$$"""{"usage":{"prompt_tokens":1},"text":"{{{text}}} \"usage\":{","usage":{"prompt_tokens":5,"completion_tokens":7}}"""));
        script.Exchange.Usage.ShouldBe(new UsageFigures(5, 7, -1, -1, false));
    }

    [Fact]
    public void What_stands_far_from_the_end_of_a_long_document_is_not_looked_for()
    {
        string text = new('x', Answer.EndBytes);
        Answered(Document("200 OK", $$$"""{"usage":{"prompt_tokens":1},"text":"{{{text}}}"}""")).Exchange.Usage.ShouldBe(UsageFigures.None);
    }

    [Fact]
    public void The_end_of_a_long_document_is_read_however_it_is_cut()
    {
        string document = Document("200 OK", $$$"""{"text":"{{{new string('x', Answer.EndBytes)}}}","usage":{"prompt_tokens":5,"completion_tokens":7}}""");
        for (int at = document.Length - 80; at < document.Length; at++)
        {
            var script = new ExchangeScript();
            script.Posted(Body).Leased().Sent().Upstream(document[..at]).Upstream(document[at..]);
            script.Exchange.Usage.ShouldBe(new UsageFigures(5, 7, -1, -1, false), $"{at}");
        }
    }

    [Theory]
    [InlineData("500 Oops", "Content-Type: application/json\r\n")]
    [InlineData("200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n")]
    [InlineData("200 OK", "Content-Type: text/plain\r\n")]
    [InlineData("200 OK", "")]
    public void Other_answers_say_nothing(string status, string fields) =>
        Answered($"HTTP/1.1 {status}\r\n{fields}Content-Length: {Json.Length}\r\n\r\n{Json}").Exchange.Usage.ShouldBe(UsageFigures.None);

    [Fact]
    public void A_document_that_is_cut_says_nothing()
    {
        ExchangeScript script = Answered(Document("200 OK", Json)[..^1]);
        script.Exchange.Usage.ShouldBe(UsageFigures.None);
        script.Closed().Exchange.Usage.ShouldBe(UsageFigures.None);
    }

    [Fact]
    public void A_whole_stream_says_it_by_its_last_event()
    {
        ExchangeScript script = Answered($"{EventsHead}{Delta}{Delta}data: {Json}\n\ndata: [DONE]\n\n").Closed();
        script.Exchange.Usage.ShouldBe(new UsageFigures(5, 7, -1, -1, false));
    }

    [Fact]
    public void A_whole_stream_that_does_not_say_it_is_estimated_by_its_events()
    {
        ExchangeScript script = Answered($"{EventsHead}{Delta}{Delta}data: [DONE]\n\n").Closed();
        script.Exchange.Usage.ShouldBe(new UsageFigures(-1, 2, -1, -1, true));
    }

    [Fact]
    public void A_stream_that_is_cut_is_estimated_from_what_was_said_last()
    {
        string start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n";
        string delta = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{}}\n\n";
        ExchangeScript script = new ExchangeScript().Posted(Body, "messages").Leased().Sent();
        script.Upstream(EventsHead + start + delta + delta + delta);
        script.Exchange.Usage.ShouldBe(new UsageFigures(9, 4, -1, -1, true));
        script.Closed().Exchange.Usage.ShouldBe(new UsageFigures(9, 4, -1, -1, true));
    }

    [Fact]
    public void A_caller_that_leaves_leaves_an_estimate()
    {
        ExchangeScript script = Answered(EventsHead + Delta + Delta + Delta);
        script.Exchange.ClientGone();
        script.Exchange.Usage.ShouldBe(new UsageFigures(-1, 3, -1, -1, true));
    }

    [Fact]
    public void A_request_without_an_answer_knows_nothing_of_the_one_before()
    {
        ExchangeScript script = Answered(Document("200 OK", Json));
        script.Exchange.Clear();
        script.Posted("""{"model":"other"}""");
        script.Exchange.Usage.ShouldBe(UsageFigures.None);
    }

    [Fact]
    public void Only_the_answer_that_was_passed_on_counts()
    {
        ExchangeScript script = new ExchangeScript(endpoints: 2).Posted(Body).Leased().Sent();
        script.Upstream(Document("503 Busy", Json)).Leased().Sent();
        script.Exchange.Usage.ShouldBe(UsageFigures.None);
        script.Upstream(Document("200 OK", Json.Replace('7', '8'))).Exchange.Usage.Output.ShouldBe(8);
    }

    private static ExchangeScript Answered(string answer) => new ExchangeScript().Posted(Body).Leased().Sent().Upstream(answer);

    private static string Document(string status, string json) => $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}";
}
