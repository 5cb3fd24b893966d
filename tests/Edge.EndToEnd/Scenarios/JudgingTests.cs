using System.Net;
using System.Text;
using Edge.LoadTests.Scenarios.Asking;
using Edge.LoadTests.Scenarios.Judging;
using NBomber.Contracts;

namespace Edge.EndToEnd.Scenarios;

/// <summary>What the load scenarios take for a right answer.</summary>
public sealed class JudgingTests
{
    private const string Piece = """{"model":"m","user":"NONCE","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}""";
    private const string Finish = """{"model":"m","user":"NONCE","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData(200, """{"model":"m","user":"NONCE","choices":[{"message":{"content":"hi"}}]}""", "200")]
    [InlineData(200, """{"model":"m","user":"load-other","choices":[{"message":{"content":"hi"}}]}""", "wrong_nonce")]
    [InlineData(200, """{"model":"m","choices":[{"message":{"content":"hi"}}]}""", "wrong_nonce")]
    [InlineData(200, """{"model":"n","user":"NONCE","choices":[{"message":{"content":"hi"}}]}""", "wrong_model")]
    [InlineData(200, """{"model":"m","user":"NONCE","choices":[{"message":{"content":""}}]}""", "no_answer")]
    [InlineData(200, """{"model":"m","user":"NONCE","choices":[]}""", "no_answer")]
    [InlineData(200, "[]", "no_answer")]
    [InlineData(200, """{"model":"m","user":"NONCE","choices":[{"mess""", "not_json")]
    [InlineData(503, """{"error":{}}""", "503")]
    public void An_answer_must_be_whole_and_the_own_one(int status, string body, string expected)
    {
        var question = new Question("m", Prompts.Short);
        Response<object> verdict = new Answer(nonces: true).Judge(question, status, Bytes(body, question), "m");
        (verdict.StatusCode, verdict.IsError).ShouldBe((expected, expected != "200"));
    }

    [Fact]
    public void Where_nonces_do_not_come_back_the_shape_is_judged()
    {
        var question = new Question("m", Prompts.Short);
        new Answer(nonces: false).Judge(question, 200, Bytes("""{"choices":[{"message":{"content":"hi"}}]}""", question), null).IsError.ShouldBeFalse();
    }

    [Theory]
    [InlineData("200", Piece, Piece, Finish, "[DONE]")]
    [InlineData("no_end_mark", Piece, Piece, Finish)]
    [InlineData("no_finish_reason", Piece, Piece, "[DONE]")]
    [InlineData("pieces_missing", Piece, Finish, "[DONE]")]
    [InlineData("after_the_end", Piece, Piece, Finish, "[DONE]", Piece)]
    [InlineData("error_event", Piece, """{"error":{"message":"broken"}}""")]
    [InlineData("wrong_nonce", Piece, """{"model":"m","user":"load-other","choices":[]}""")]
    [InlineData("not_json", Piece, "{\"choices\":[")]
    [InlineData("no_end_mark")]
    public async Task A_stream_must_be_whole_and_the_own_one(string expected, params string[] events)
    {
        var question = new Question("m", Prompts.Short) { Stream = true, Tokens = 2 };
        using var answer = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(string.Concat(events.Select(data => $"data: {data.Replace("NONCE", question.Nonce)}\n\n")), Encoding.UTF8, "text/event-stream"),
        };
        using StreamAnswer stream = await StreamAnswer.OpenAsync(new Answer(nonces: true), question, answer, CancellationToken.None);
        while (await stream.NextAsync(CancellationToken.None))
        {
        }
        (stream.Judge().StatusCode, stream.Judge().IsError).ShouldBe((expected, expected != "200"));
    }

    [Theory]
    [InlineData(500, "text/event-stream", "500")]
    [InlineData(200, "application/json", "no_stream")]
    public async Task What_is_no_stream_is_no_answer(int status, string type, string expected)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("{}", Encoding.UTF8, type) };
        using StreamAnswer stream = await StreamAnswer.OpenAsync(new Answer(nonces: false), new Question("m", Prompts.Short), answer, CancellationToken.None);
        (await stream.NextAsync(CancellationToken.None)).ShouldBeFalse();
        stream.Judge().StatusCode.ShouldBe(expected);
    }

    private static byte[] Bytes(string body, Question question) => Encoding.UTF8.GetBytes(body.Replace("NONCE", question.Nonce));
}
