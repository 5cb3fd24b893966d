using System.Text;
using Edge.Forwarding;
using Edge.Telemetry.Usage;
using Shared.Memory;

namespace Edge.Tests.Telemetry.Usage;

public sealed class UsageScannerTests
{
    public static TheoryData<string> Documents => [.. UsageAnswers.Documents.Select(answer => answer.Name)];

    public static TheoryData<string> Streams => [.. UsageAnswers.Streams.Select(answer => answer.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_usage_of_a_document_is_read_however_it_is_cut(string name)
    {
        (_, string body, UsageFigures figures) = UsageAnswers.Documents.Single(answer => answer.Name == name);
        Read(body).ShouldBe(figures);
        Read(body.ReplaceLineEndings("\r\n\t")).ShouldBe(figures);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void The_usage_of_a_stream_is_read_however_it_is_cut(string name)
    {
        (_, string path, string body, UsageFigures figures) = UsageAnswers.Streams.Single(answer => answer.Name == name);
        EndMark mark = EndMarks.Of(path);
        UsageReading.AtEverySplit(body, (bytes, cuts) => UsageReading.Stream(mark, bytes, cuts).Said).ShouldBe(figures);
        UsageOracle.Stream(Encoding.UTF8.GetBytes(body)).ShouldBe(figures);
    }

    [Theory]
    [InlineData("""{"choices":[{"text":"\"usage\":{\"prompt_tokens\":1}"}]}""")]
    [InlineData("""{"text":"x\\\"usage\":{","prompt_tokens":1}""")]
    [InlineData("""{"x\"usage":{"prompt_tokens":1}}""")]
    [InlineData("""{"usage ":{"prompt_tokens":1},"usag":{"prompt_tokens":1},"usages":{"prompt_tokens":1},"Usage":{"prompt_tokens":1}}""")]
    [InlineData("""{"a":"usage","b":{"prompt_tokens":1}}""")]
    [InlineData("""{"a":["usage",{"prompt_tokens":1}]}""")]
    [InlineData("""{"a":{"usage":{"prompt_tokens":1}}}""")]
    [InlineData("""[{"usage":{"prompt_tokens":1}}]""")]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"usage":[{"prompt_tokens":1}]}""")]
    [InlineData("""{"usage":"{\"prompt_tokens\":1}"}""")]
    [InlineData("""{"usage":{}}""")]
    [InlineData("""{"usage":{"cached_tokens":1,"reasoning_tokens":1}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1}""")]
    [InlineData("""{"usage":{"prompt_tokens":1}}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1},"x":"}""")]
    [InlineData("""{"usage":{"prompt_tokens":1},"usage":{nothing}}""")]
    [InlineData("")]
    public void What_is_no_usage_of_the_answer_is_not_taken_for_it(string body) => Read(body).ShouldBe(UsageFigures.None);

    [Theory]
    [InlineData("""{"a":"\\","usage":{"prompt_tokens":2}}""")]
    [InlineData("""{"usage" : { "prompt_tokens" : 2 } }""")]
    [InlineData("""{"usage":{"prompt_tokens":1},"usage":{"prompt_tokens":2}}""")]
    [InlineData("""{"usage":{"prompt_tokens":2},"usage":null,"a":"usage","usage":{"x":1}}""")]
    [InlineData("""{"usage":{"prompt_tokens":2},"a":{"usage":{"prompt_tokens":1}}}""")]
    [InlineData("""{"a":{"usage":{"prompt_tokens":1}},"usage":{"prompt_tokens":2}}""")]
    [InlineData("""{"a":[[[{"usage":{"prompt_tokens":1}}]]],"b":"[\"}","usage":{"prompt_tokens":2},"c":"[\"}{"}""")]
    [InlineData("""{"usage":{"prompt_tokens":1,"x":"}\"","y":[{}],"prompt_tokens":2}}""")]
    public void The_last_usage_of_the_answer_itself_counts(string body) => Read(body).Input.ShouldBe(2);

    [Theory]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("1000000000001")]
    [InlineData("9223372036854775808")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("\"7\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{\"prompt_tokens\":7}")]
    [InlineData("[7,{\"x\":[\"}\"]}]")]
    public void A_figure_that_is_none_is_passed_over(string figure) =>
        Read($"{{\"usage\":{{\"prompt_tokens\":{figure},\"prompt_tokens_details\":{figure},\"completion_tokens\":3}}}}").ShouldBe(new UsageFigures(-1, 3, -1, -1, false));

    [Fact]
    public void The_largest_figure_is_taken() =>
        Read($"{{\"usage\":{{\"prompt_tokens\":{UsageReader.Most},\"completion_tokens\":0}}}}").ShouldBe(new UsageFigures(UsageReader.Most, 0, -1, -1, false));

    [Fact]
    public void An_object_may_be_as_long_as_the_limit_says_and_a_longer_one_hides_no_other()
    {
        string Of(int length) => "{\"prompt_tokens\":1,\"x\":\"".PadRight(length - 2, 'x') + "\"}";
        Read($"{{\"usage\":{Of(UsageScanner.ObjectBytes)}}}").Input.ShouldBe(1);
        Read($"{{\"usage\":{Of(UsageScanner.ObjectBytes + 1)}}}").ShouldBe(UsageFigures.None);
        Read($"{{\"usage\":{Of(UsageScanner.ObjectBytes * 2)},\"usage\":{{\"prompt_tokens\":2}}}}").Input.ShouldBe(2);
        Read($"{{\"usage\":{{\"prompt_tokens\":2}},\"usage\":{Of(UsageScanner.ObjectBytes * 2)},\"x\":[]}}").Input.ShouldBe(2);
        string name = "{\"x\":\"".PadRight(UsageScanner.ObjectBytes - 6, 'x') + "\",\"usage\":{\"prompt_tokens\":3}}";
        Read($"{{\"usage\":{name}}}").ShouldBe(UsageFigures.None);
    }

    [Fact]
    public void Answers_may_be_long()
    {
        string text = string.Concat(Enumerable.Repeat("""She said \"usage\": {\"prompt_tokens\": 1} \\ and went. """, 20_000));
        byte[] body = Encoding.UTF8.GetBytes(
            "{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":300000},\"id\":\"" + text + "\"}");
        var expected = new UsageFigures(5, 300_000, -1, -1, false);
        UsageReading.Document(body).ShouldBe(expected);
        for (int size = 1000; size < 1100; size += 7)
            UsageReading.Document(body, [.. Enumerable.Range(1, (body.Length - 1) / size).Select(i => i * size)]).ShouldBe(expected);
    }

    [Fact]
    public void Each_document_begins_anew()
    {
        var scanner = new UsageScanner();
        scanner.Reset(deepest: 1);
        scanner.Feed("{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1"u8);
        scanner.EndDocument().ShouldBeFalse();
        scanner.Feed("{\"a\":\"\\"u8);
        scanner.EndDocument();
        scanner.Feed("\"usage\":{\"prompt_tokens\":2},\"us"u8);
        scanner.EndDocument();
        scanner.Feed("age\":{\"prompt_tokens\":3}}"u8);
        scanner.EndDocument();
        scanner.Figures.ShouldBe(UsageFigures.None);
        scanner.Feed("{\"usage\":{\"prompt_tokens\":4}}"u8);
        scanner.EndDocument().ShouldBeFalse("nothing is said of the answer");
        scanner.Feed("{\"usage\":{\"completion_tokens\":5}}"u8);
        scanner.EndDocument().ShouldBeTrue();
        scanner.Figures.ShouldBe(new UsageFigures(4, 5, -1, -1, false));
        scanner.Reset(deepest: 1);
        scanner.Figures.ShouldBe(UsageFigures.None);
    }

    [Fact]
    public void Feeding_allocates_nothing_once_an_object_was_cut()
    {
        var scanner = new UsageScanner();
        byte[][] bodies = [.. UsageAnswers.Documents.Select(answer => Encoding.UTF8.GetBytes(answer.Body))];
        SteadyState.Allocates(() => Feed(scanner, bodies), times: 20).ShouldBe(0);
    }

    private static void Feed(UsageScanner scanner, byte[][] bodies)
    {
        foreach (byte[] body in bodies)
        {
            scanner.Reset(deepest: 1);
            for (int at = 0; at < body.Length; at += 7)
                scanner.Feed(body.AsSpan(at, Math.Min(7, body.Length - at)));
            scanner.EndDocument();
        }
    }

    // Whole, in every cut into two, a byte a piece, and by the oracle where it is JSON: all agree.
    private static UsageFigures Read(string body)
    {
        if (body.Length == 0)
            return UsageReading.Document([]);
        UsageFigures figures = UsageReading.AtEverySplit(body, (bytes, cuts) => UsageReading.Document(bytes, cuts));
        if (UsageOracle.Document(Encoding.UTF8.GetBytes(body)) is { } expected)
            figures.ShouldBe(expected);
        return figures;
    }
}
