using System.Text;
using Edge.Buffers;
using Edge.Faults;
using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>A body on its way through: what may leave when, under every split.</summary>
public sealed class RequestBodyTests
{
    private const string Text = """{"messages":[{"role":"user"}],"model":"m","n":1}""";
    private readonly BlockPool _blocks = new();

    [Fact]
    public void Under_every_split_the_whole_body_leaves_and_never_its_last_byte_too_soon()
    {
        for (int cut = 0; cut <= Text.Length; cut++)
        {
            RequestBody body = Start(-1);
            var sent = new StringBuilder();
            Feed(body, Text[..cut], last: false);
            if (body.ModelKnown)
                Take(body, sent);
            sent.Length.ShouldBeLessThan(Math.Max(1, cut));
            Feed(body, Text[cut..], last: true);
            Take(body, sent);
            sent.ToString().ShouldBe(Text);
            body.AllTaken.ShouldBeTrue();
            body.Clear();
        }
        _blocks.Rented.ShouldBe(0);
    }

    [Fact]
    public void Under_every_split_the_other_name_takes_the_place_of_the_first()
    {
        string expected = Text.Replace("\"m\"", "\"longer/name\"", StringComparison.Ordinal);
        for (int cut = 0; cut <= Text.Length; cut++)
        {
            RequestBody body = Start(Text.Length);
            var sent = new StringBuilder();
            bool routed = Feed(body, Text[..cut], last: false, "longer/name");
            if (routed)
                Take(body, sent);
            Feed(body, Text[cut..], last: true, routed ? null : "longer/name");
            body.OutgoingLength.ShouldBe(expected.Length);
            Take(body, sent);
            sent.ToString().ShouldBe(expected);
            body.Clear();
        }
    }

    [Fact]
    public void It_leaves_again_from_the_beginning_with_another_name()
    {
        RequestBody body = Start(-1);
        Feed(body, Text, last: true, "first");
        Take(body, new StringBuilder());
        body.CanRewind.ShouldBeTrue();
        body.Route("second"u8);
        var again = new StringBuilder();
        Take(body, again);
        again.ToString().ShouldContain("\"model\":\"second\"");
    }

    [Fact]
    public void A_member_of_ours_stands_before_the_callers_once_each_time_it_is_asked_for()
    {
        const string Streaming = """ {"model":"m","stream":true,"n":1}""";
        RequestBody body = Start(-1);
        Feed(body, Streaming, last: true, "other");
        for (int i = 0; i < 2; i++)
        {
            body.TryAskForUsage().ShouldBeTrue();
            var sent = new StringBuilder();
            Take(body, sent);
            sent.ToString().ShouldBe(""" {"stream_options":{"include_usage":true},"model":"other","stream":true,"n":1}""");
            body.OutgoingLength.ShouldBe(sent.Length);
            body.AllTaken.ShouldBeTrue();
            body.TryAskForUsage().ShouldBeFalse();
            body.Route("other"u8);
        }
        var plain = new StringBuilder();
        Take(body, plain);
        plain.ToString().ShouldBe(""" {"model":"other","stream":true,"n":1}""");
        body.OutgoingLength.ShouldBe(plain.Length);
    }

    [Fact]
    public void A_body_that_is_not_whole_or_has_begun_to_leave_gets_no_member_of_ours()
    {
        RequestBody body = Start(-1);
        Feed(body, """{"model":"m","stream":true,""", last: false);
        body.TryAskForUsage().ShouldBeFalse();
        var sent = new StringBuilder();
        Take(body, sent);
        Feed(body, "\"n\":1}", last: true);
        body.TryAskForUsage().ShouldBeFalse();
        Take(body, sent);
        sent.ToString().ShouldBe("""{"model":"m","stream":true,"n":1}""");
    }

    [Fact]
    public void A_body_of_many_blocks_gets_a_member_of_ours_too()
    {
        string text = $$"""{"stream":true,"x":"{{new string('x', 100_000)}}","model":"m"}""";
        RequestBody body = Start(text.Length, replay: 1 << 20);
        Feed(body, text, last: true, "other");
        body.TryAskForUsage().ShouldBeTrue();
        var sent = new StringBuilder();
        Take(body, sent);
        sent.ToString().ShouldBe("{\"stream_options\":{\"include_usage\":true}," + text[1..].Replace("\"m\"", "\"other\"", StringComparison.Ordinal));
        body.OutgoingLength.ShouldBe(sent.Length);
    }

    [Fact]
    public void What_can_not_be_needed_again_is_given_back()
    {
        RequestBody body = Start(-1, replay: 1000);
        Feed(body, "{\"model\":\"m\",\"x\":\"", last: false);
        for (int i = 0; i < 50; i++)
        {
            Feed(body, new string('x', 10_000), last: false);
            Take(body, new StringBuilder());
            _blocks.Rented.ShouldBeLessThanOrEqualTo(2);
        }
        body.CanRewind.ShouldBeFalse();
    }

    [Fact]
    public void Once_the_answer_has_begun_a_sent_body_holds_no_block()
    {
        RequestBody body = Start(-1);
        Feed(body, Text, last: true);
        Take(body, new StringBuilder());
        _blocks.Rented.ShouldBe(1);
        body.StopKeeping();
        body.ReleaseTaken();
        _blocks.Rented.ShouldBe(0);
    }

    [Theory]
    [InlineData(47)]
    [InlineData(49)]
    public void A_body_of_another_length_than_said_is_refused(int declared)
    {
        RequestBody body = Start(declared);
        body.Feed(Encoding.UTF8.GetBytes(Text), last: true).Kind.ShouldBe(FaultKind.BadRequest);
    }

    [Fact]
    public void A_body_above_the_limit_is_refused_before_it_is_kept()
    {
        var body = new RequestBody(_blocks);
        body.Start(-1, maxBytes: 20, replayBytes: 20);
        body.Feed(new byte[21], last: false).Kind.ShouldBe(FaultKind.BodyTooLarge);
        _blocks.Rented.ShouldBe(0);
    }

    private RequestBody Start(long declared, int replay = 1 << 16)
    {
        var body = new RequestBody(_blocks);
        body.Start(declared, maxBytes: 1 << 20, replay);
        return body;
    }

    /// <summary>Feeds, and routes as soon as the model is known; true when it was routed now or before.</summary>
    private static bool Feed(RequestBody body, string text, bool last, string? name = "")
    {
        bool before = body.ModelKnown;
        body.Feed(Encoding.UTF8.GetBytes(text), last).Any.ShouldBeFalse();
        if (!before && body.ModelKnown && name is not null)
            body.Route(Encoding.UTF8.GetBytes(name));
        return body.ModelKnown;
    }

    private static void Take(RequestBody body, StringBuilder sent)
    {
        while (body.TryTake(out ReadOnlyMemory<byte> piece))
            sent.Append(Encoding.UTF8.GetString(piece.Span));
        body.PiecesSent();
    }
}
