using System.Text;
using Edge.Forwarding;
using Edge.Telemetry.Usage;
using Edge.Tests.Telemetry.Usage;
using Shared.Memory;

namespace Edge.Tests.Forwarding;

public class EventStreamTrackerTests
{
    [Theory]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data:[DONE]\n\n")]
    [InlineData("data: [DONE]\r\n\r\n")]
    [InlineData("data: [DONE]\r\r")]
    [InlineData("data:  [DONE] \n")]
    [InlineData("\xEF\xBB\xBF" + "data: [DONE]\n\n")]
    [InlineData("data: {\"choices\":[]}\n\ndata: [DONE]\n\n")]
    [InlineData(": ping\nid: 1\ndata: [DONE]\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"x\"}}\n\n")]
    [InlineData("data: { \"error\" : \"x\"}\n\n")]
    [InlineData("event: error\ndata: {}\n\n")]
    [InlineData("event:error\nid: 1\ndata: {}\n")]
    [InlineData("event: error\n\n")]
    [InlineData("data: x\nevent: error\n\n")]
    public void The_end_of_a_chat_is_seen(string body) => Seen(EndMark.Done, body).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("data: [DONE]")]
    [InlineData("data: [DONE]x\n\n")]
    [InlineData("data: \"[DONE]\"\n\n")]
    [InlineData("data: {\"content\":\"data: [DONE]\"}\n\n")]
    [InlineData("data : [DONE]\n\n")]
    [InlineData(" data: [DONE]\n\n")]
    [InlineData("DATA: [DONE]\n\n")]
    [InlineData("xdata: [DONE]\n\n")]
    [InlineData(": data: [DONE]\n\n")]
    [InlineData("data: a\ndata: [DONE]\n\n")]
    [InlineData("data\ndata: [DONE]\n\n")]
    [InlineData("id: 1\n\xEF\xBB\xBF" + "data: [DONE]\n\n")]
    [InlineData("data: {\"error\":null,\"choices\":[]}\n\n")]
    [InlineData("data: {\"error\":\n\n")]
    [InlineData("data: {\"choices\":[],\"error\":{}}\n\n")]
    [InlineData("data: {\"errors\":{}}\n\n")]
    [InlineData("data: {\"a\":{\"error\":{}}}\n\n")]
    [InlineData("data: [{\"error\":{}}]\n\n")]
    [InlineData("data: {\"type\":\"error\"}\n\n")]
    [InlineData("data: {\"type\":\"message_stop\"}\n\n")]
    [InlineData("event: message_stop\ndata: {}\n\n")]
    [InlineData("event: errors\ndata: {}\n\n")]
    [InlineData("event:  error\ndata: {}\n\n")]
    [InlineData("event: error\n")]
    [InlineData("event: error\n: ping\n")]
    [InlineData("event: error\nevent: other\ndata: {}\n\n")]
    public void What_is_not_the_end_of_a_chat_is_not_taken_for_it(string body) => Seen(EndMark.Done, body).ShouldBeFalse();

    [Theory]
    [InlineData(nameof(EndMark.ResponseEvents), "response.completed")]
    [InlineData(nameof(EndMark.ResponseEvents), "response.incomplete")]
    [InlineData(nameof(EndMark.ResponseEvents), "response.failed")]
    [InlineData(nameof(EndMark.ResponseEvents), "error")]
    [InlineData(nameof(EndMark.MessageStop), "message_stop")]
    [InlineData(nameof(EndMark.MessageStop), "error")]
    public void An_ending_event_is_seen_by_its_name_or_by_the_type_in_its_data(string markName, string name)
    {
        EndMark mark = Enum.Parse<EndMark>(markName);
        string longData = new('x', 100_000);
        Seen(mark, $"event: {name}\ndata: {longData}\n\n").ShouldBeTrue();
        Seen(mark, $"data: {{\"type\":\"{name}\",\"response\":\"{longData}\"}}\n\n").ShouldBeTrue();
        Seen(mark, $"data:{{ \"type\" :\t\"{name}\" }}\r\n\r\n").ShouldBeTrue();
        Seen(mark, $"event: {name}\ndata: {longData}").ShouldBeFalse();
        Seen(mark, $"data: {{\"type\":\"{name}\",\"response\":\"{longData}").ShouldBeFalse();
        Seen(mark, $"data: {{\"type\":\"{name}.x\"}}\n\n").ShouldBeFalse();
        Seen(mark, $"data: {{\"a\":1,\"type\":\"{name}\"}}\n\n").ShouldBeFalse();
        Seen(mark, $"data: {{\"delta\":\"{{\\\"type\\\":\\\"{name}\\\"}}\"}}\n\n").ShouldBeFalse();
    }

    [Theory]
    [InlineData(nameof(EndMark.ResponseEvents), "message_stop")]
    [InlineData(nameof(EndMark.MessageStop), "response.completed")]
    [InlineData(nameof(EndMark.ResponseEvents), "response.created")]
    [InlineData(nameof(EndMark.MessageStop), "message_start")]
    public void An_event_that_ends_other_streams_ends_not_this(string markName, string name)
    {
        EndMark mark = Enum.Parse<EndMark>(markName);
        Seen(mark, $"event: {name}\ndata: {{\"type\":\"{name}\"}}\n\n").ShouldBeFalse();
        Seen(mark, "data: [DONE]\n\n").ShouldBeFalse();
    }

    [Fact]
    public void Space_before_the_type_counts_towards_what_is_looked_at()
    {
        string Line(int bytes) => "data:{".PadRight(bytes - 21) + "\"type\":\"message_stop\"}\n\n";
        Seen(EndMark.MessageStop, Line(EventStreamTracker.LineBytes)).ShouldBeTrue();
        Seen(EndMark.MessageStop, Line(EventStreamTracker.LineBytes + 1)).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_mark_nothing_is_awaited() => Seen(EndMark.None, "").ShouldBeTrue();

    [Theory]
    [InlineData("", true)]
    [InlineData("data: a\n\n", true)]
    [InlineData("data: a\r\n\r\n", true)]
    [InlineData("data: a\r\n\r", true)]
    [InlineData("data: a\r\r", true)]
    [InlineData("\n", true)]
    [InlineData(": ping\n\n", true)]
    [InlineData("data: a\n\n\n", true)]
    [InlineData("data: a\n", false)]
    [InlineData("data: a\r\n", false)]
    [InlineData("data: a\r", false)]
    [InlineData("data: a\n\nd", false)]
    [InlineData("data: a\n\n:", false)]
    [InlineData("data: a", false)]
    [InlineData(": ping\n", false)]
    [InlineData("\xEF\xBB\xBF", false)]
    [InlineData("\xEF\xBB\xBF\n", true)]
    public void An_event_of_ours_fits_at_the_start_and_after_a_blank_line(string body, bool boundary) =>
        Read(EndMark.Done, body).Boundary.ShouldBe(boundary);

    [Fact]
    public void A_mark_stays_seen_until_the_reset()
    {
        var tracker = new EventStreamTracker(new UsageScanner());
        tracker.Reset(EndMark.Done);
        tracker.Feed("data: [DONE]\n\ndata: {}\n\nevent: erro"u8);
        tracker.MarkSeen.ShouldBeTrue();
        tracker.Reset(EndMark.Done);
        tracker.MarkSeen.ShouldBeFalse();
        tracker.AtBoundary.ShouldBeTrue();
        tracker.Feed("r\n\n"u8);
        tracker.MarkSeen.ShouldBeFalse();
    }

    [Theory]
    [InlineData(nameof(EndMark.Done), "", 0, 0)]
    [InlineData(nameof(EndMark.Done), "data: {\"a\":1}\n\ndata:{\"a\":1}\n\n: ping\n\nid: 1\n\ndata: [DONE]\n\n", 3, 2)]
    [InlineData(nameof(EndMark.Done), "data: {\"a\":\ndata: 1}\n\ndata: {}\n\ndata: {\"error\":1}\n\n", 3, 1)]
    [InlineData(nameof(EndMark.Done), "data: {\"a\":1}\n\ndata: {\"usage\":{\"completion_tokens\":1}}\n\ndata: {\"a\":1}\n\n", 3, 1)]
    [InlineData(nameof(EndMark.ResponseEvents), "data: {\"type\":\"response.output_text.delta\"}\n\ndata: {\"type\":\"response.output_text.done\"}\n\n", 2, 1)]
    [InlineData(nameof(EndMark.MessageStop), "data: {\"type\":\"content_block_delta\"}\n\ndata: {\"type\":\"message_delta\"}\n\n", 2, 1)]
    [InlineData(nameof(EndMark.None), "data: {\"a\":1}\n\ndata: x\n\n", 2, 0)]
    public void Events_are_counted_and_those_that_bring_a_piece_of_the_answer(string markName, string text, long events, long uncounted)
    {
        EndMark mark = Enum.Parse<EndMark>(markName);
        UsageReading.AtEverySplit(text + ": x", (body, cuts) =>
        {
            (_, long seen, long pieces) = UsageReading.Stream(mark, body, cuts);
            return (seen, pieces);
        }).ShouldBe((events, uncounted));
    }

    [Fact]
    public void Feeding_allocates_nothing()
    {
        var tracker = new EventStreamTracker(new UsageScanner());
        byte[] body = Encoding.Latin1.GetBytes(string.Concat(EventStreams.All));
        SteadyState.Allocates(() => Feed(tracker, body), times: 100).ShouldBe(0);
    }

    private static void Feed(EventStreamTracker tracker, byte[] body)
    {
        tracker.Reset(EndMark.ResponseEvents);
        for (int at = 0; at < body.Length; at += 7)
            tracker.Feed(body.AsSpan(at, Math.Min(7, body.Length - at)));
    }

    private static bool Seen(EndMark mark, string body) => Read(mark, body).Mark;

    // Whole, in every cut into two when short, a byte a piece, and by the oracle: all agree.
    private static (bool Mark, bool Boundary) Read(EndMark mark, string text)
    {
        byte[] body = Encoding.Latin1.GetBytes(text);
        var whole = EventStreams.Read(mark, body);
        EventStreams.Read(mark, body, [.. Enumerable.Range(1, body.Length)]).ShouldBe(whole);
        EventStreamOracle.Read(mark, body).ShouldBe(whole);
        for (int cut = 0; cut <= Math.Min(body.Length, 400); cut++)
            EventStreams.Read(mark, body, cut).ShouldBe(whole, $"cut at {cut}");
        return whole;
    }
}
