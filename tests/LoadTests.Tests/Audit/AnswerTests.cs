using System.Text;
using Edge.LoadTests.Chaos.Audit;
using Edge.LoadTests.Chaos.Plans;

namespace LoadTests.Tests.Audit;

/// <summary>The auditor of answers in one piece: what is right passes, and each planted violation is found.</summary>
public class AnswerTests
{
    private static readonly Plan Plan = Staged.Plan();
    private static readonly Plan Other = Staged.Plan(nonce: 0x42);

    [Fact]
    public void A_whole_answer_is_one()
    {
        Staged.Judge(Plan, Staged.WithLength(Plan, Staged.Body(Plan)), Ending.Closed).Outcome.ShouldBe(Outcome.Answered);
        Staged.Judge(Plan, Staged.InChunks(Plan, Staged.Body(Plan)), Ending.Closed).Outcome.ShouldBe(Outcome.Answered);
        Staged.Judge(Plan, Staged.InChunks(Plan, Staged.Body(Plan, attempt: 1), attempt: 1), Ending.Closed).Outcome.ShouldBe(Outcome.Answered);
        Staged.Judge(Plan, Staged.WithLength(Plan, Staged.Body(Plan, 503), 503), Ending.Closed, status: 503).Outcome.ShouldBe(Outcome.Relayed);
    }

    [Fact]
    public void A_body_cut_short_that_ends_in_good_order_is_silent()
    {
        byte[] body = Staged.Body(Plan);
        for (int length = 0; length < body.Length; length++)
            Found(Staged.InChunks(Plan, body[..length])).ShouldBe(ViolationKind.Silent);
    }

    [Fact]
    public void A_body_cut_short_with_its_length_made_to_fit_is_wrong() =>
        Found(Staged.WithLength(Plan, Staged.Body(Plan)[..^1])).ShouldBe(ViolationKind.Wrong);

    [Fact]
    public void A_body_cut_short_that_breaks_is_broken()
    {
        byte[] answer = Staged.WithLength(Plan, Staged.Body(Plan));
        Staged.Judge(Plan, answer[..^1], Ending.Closed).ShouldBe(new Verdict(Outcome.Broken));
        Staged.Judge(Plan, Staged.InChunks(Plan, Staged.Body(Plan), ends: false), Ending.Closed).ShouldBe(new Verdict(Outcome.Broken));
    }

    [Fact]
    public void Any_byte_of_a_body_that_is_another_one_is_found()
    {
        byte[] body = Staged.Body(Plan);
        for (int at = 0; at < body.Length; at++)
        {
            byte[] changed = [.. body];
            changed[at] ^= 1;
            Found(Staged.WithLength(Plan, changed)).ShouldNotBeNull($"byte {at}");
        }
    }

    [Fact]
    public void The_body_of_another_request_is_cross_talk() =>
        Found(Staged.WithLength(Plan, Staged.Body(Other))).ShouldBe(ViolationKind.CrossTalk);

    [Fact]
    public void A_row_of_another_request_within_a_body_is_cross_talk()
    {
        byte[] body = Staged.Body(Plan);
        Staged.Body(Other).AsSpan(100, 150).CopyTo(body.AsSpan(100));
        Found(Staged.WithLength(Plan, body)).ShouldBe(ViolationKind.CrossTalk);
    }

    [Fact]
    public void The_body_of_another_attempt_is_wrong() =>
        Found(Staged.WithLength(Plan, Staged.Body(Plan, attempt: 1))).ShouldBe(ViolationKind.Wrong);

    [Fact]
    public void The_answer_to_another_request_is_cross_talk() =>
        Found(Staged.WithLength(Other, Staged.Body(Other))).ShouldBe(ViolationKind.CrossTalk);

    [Fact]
    public void Bytes_behind_an_answer_are_found()
    {
        Found([.. Staged.WithLength(Plan, Staged.Body(Plan)), (byte)'x']).ShouldBe(ViolationKind.Wrong);
        Found([.. Staged.InChunks(Plan, Staged.Body(Plan)), .. Staged.WithLength(Other, Staged.Body(Other))]).ShouldBe(ViolationKind.CrossTalk);
    }

    [Fact]
    public void A_whole_answer_that_its_replica_did_not_end_is_silent() =>
        Staged.Judge(Plan, Staged.InChunks(Plan, Staged.Body(Plan)), Ending.Closed, Fate.Broken).Violation!.Kind.ShouldBe(ViolationKind.Silent);

    [Fact]
    public void Another_status_than_the_replicas_is_wrong() =>
        Staged.Judge(Plan, Staged.WithLength(Plan, Staged.Body(Plan)), Ending.Closed, status: 503).Violation!.Kind.ShouldBe(ViolationKind.Wrong);

    [Fact]
    public void A_connection_that_ends_without_a_word_is_silent() => Found([]).ShouldBe(ViolationKind.Silent);

    [Fact]
    public void A_request_without_an_end_hangs() =>
        Staged.Judge(Plan, Staged.WithLength(Plan, Staged.Body(Plan))[..^1], Ending.Hung).Violation!.Kind.ShouldBe(ViolationKind.Hung);

    [Fact]
    public void Where_nothing_may_fail_a_break_or_an_error_is_wrong()
    {
        Plan calm = Plan with { Destination = Destination.Calm };
        Staged.Judge(calm, Staged.WithLength(calm, Staged.Body(calm))[..^1], Ending.Closed).Violation!.Kind.ShouldBe(ViolationKind.Wrong);
        Staged.Judge(calm, Staged.Refusal(calm, 502, Staged.Error("upstream_closed")), Ending.Closed).Violation!.Kind.ShouldBe(ViolationKind.Wrong);
    }

    [Theory]
    [InlineData(502, "upstream_closed", true)]
    [InlineData(504, "first_byte_timeout", true)]
    [InlineData(503, "first_byte_timeout", false)]
    [InlineData(500, "internal_error", false)]
    [InlineData(404, "model_not_found", false)]
    [InlineData(408, "request_timeout", false)]
    public void Errors_of_the_edge_are_those_that_are_documented(int status, string code, bool right) =>
        Staged.Judge(Plan, Staged.Refusal(Plan, status, Staged.Error(code)), Ending.Closed).Outcome.ShouldBe(right ? Outcome.Refused : Outcome.Violated);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"error":{"message":"m","type":"t","code":"upstream_closed"}}""")]
    [InlineData("""{"error":{"message":"m","type":"t","param":null,"code":"upstream_closed","more":{}}}""")]
    [InlineData("""{"more":1,"error":{"message":"m","type":"t","param":null,"code":"upstream_closed"}}""")]
    public void Errors_of_the_edge_have_the_shape_of_OpenAI(string json) => Found(Staged.Refusal(Plan, 502, json)).ShouldBe(ViolationKind.Wrong);

    [Theory]
    [InlineData("HTTP/1.0 200 OK")]
    [InlineData("HTTP/1.1 2x0 OK")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked")]
    [InlineData("HTTP/1.1 200 OK\r\nno field")]
    public void A_head_that_is_none_is_wrong(string head) => Found(Encoding.ASCII.GetBytes($"{head}\r\nx-request-id: {Plan.Nonce}\r\n\r\n")).ShouldBe(ViolationKind.Wrong);

    [Fact]
    public void An_answer_to_a_second_attempt_says_so()
    {
        byte[] answer = Staged.WithLength(Plan, Staged.Body(Plan, attempt: 1), attempt: 1);
        string text = Encoding.ASCII.GetString(answer).Replace("x-edge-attempts: 2\r\n", "", StringComparison.Ordinal);
        Found(Encoding.ASCII.GetBytes(text)).ShouldBe(ViolationKind.Wrong);
    }

    private static ViolationKind? Found(byte[] bytes) => Staged.Judge(Plan, bytes, Ending.Closed).Violation?.Kind;
}
