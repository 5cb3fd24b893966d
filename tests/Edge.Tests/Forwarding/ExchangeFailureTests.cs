using ConfigSync.Resources;
using Edge.Faults;
using Edge.Forwarding;

namespace Edge.Tests.Forwarding;

/// <summary>What an exchange does when something fails, before and behind the first byte.</summary>
public sealed class ExchangeFailureTests
{
    private const string Body = """{"model":"m","x":1}""";
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Fact]
    public void A_replica_that_can_not_be_reached_is_passed_over()
    {
        var script = new ExchangeScript(endpoints: 2);
        script.Posted(Body).Expect("lease");
        string first = script.Wanted!.Address;
        script.Exchange.LeaseFailed(FaultKind.ConnectFailed);
        script.Expect("lease");
        script.Wanted!.Address.ShouldNotBe(first);
        script.Outstanding.ShouldBe(1);
    }

    [Fact]
    public void When_every_replica_failed_the_last_reason_is_told()
    {
        var script = new ExchangeScript(endpoints: 2);
        script.Posted(Body).Expect("lease");
        script.Exchange.LeaseFailed(FaultKind.ConnectFailed);
        script.Exchange.LeaseFailed(FaultKind.ConnectTimeout);
        script.Expect("lease", "reject ConnectTimeout").ExpectOver();
    }

    [Fact]
    public void A_reused_connection_that_closes_without_an_answer_is_repeated_once()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased(reused: true).Sent().Closed().Expect("drop", "lease");
        script.Leased(reused: true);
        script.Send().ShouldEndWith(Body);
        script.Closed().Expect("drop", "reject UpstreamClosed").ExpectOver();
    }

    [Fact]
    public void A_repeat_reads_the_served_name_again()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", ServedModel = "longer-name" });
        script.Posted(Body).Leased(reused: true).Sent().Closed().Leased();
        script.Send().ShouldEndWith("\r\n\r\n{\"model\":\"longer-name\",\"x\":1}");
    }

    [Fact]
    public void A_repeat_in_the_middle_of_the_body_goes_on_with_the_rest()
    {
        var script = new ExchangeScript();
        script.Post(length: Body.Length).Body(Body[..15]).Leased(reused: true).Sent().Closed().Expect("lease", "drop", "lease");
        script.Leased();
        script.Send().ShouldEndWith(Body[..14]);
        script.Body(Body[15..], last: true);
        script.Send().ShouldBe(Body[14..]);
    }

    [Fact]
    public void A_fresh_connection_that_closes_is_not_repeated()
    {
        var script = new ExchangeScript(endpoints: 2);
        script.Posted(Body).Expect("lease").Leased(reused: false).Sent().Closed().Expect("drop", "reject UpstreamClosed").ExpectOver();
    }

    [Fact]
    public void A_call_that_may_not_be_repeated_is_not()
    {
        var script = new ExchangeScript();
        script.Posted(Body, "images/generations").Expect("lease").Leased(reused: true).Sent().Closed()
            .Expect("drop", "reject UpstreamClosed").ExpectOver();
    }

    [Fact]
    public void A_body_too_large_to_keep_is_not_repeated()
    {
        var script = new ExchangeScript(replay: 1000);
        script.Posted("{\"model\":\"m\",\"x\":\"" + new string('x', 100_000) + "\"}").Expect("lease").Leased(reused: true).Sent().Closed()
            .Expect("drop", "reject UpstreamClosed").ExpectOver();
    }

    [Fact]
    public void After_an_answer_byte_nothing_is_repeated()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased(reused: true).Sent().Upstream("HTTP/1.1 200").Closed()
            .Expect("drop", "reject UpstreamMalformed").ExpectOver();
    }

    [Fact]
    public void An_answer_that_is_not_HTTP_becomes_a_fault()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased().Sent().Upstream("SSH-2.0-OpenSSH\r\n\r\n")
            .Expect("drop", "reject UpstreamMalformed").ExpectOver();
    }

    [Fact]
    public void A_stream_cut_at_an_event_boundary_ends_with_an_error_event_and_an_abort()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Sent().Upstream(StreamHead + "9\r\ndata: 1\n\n\r\n").Closed();
        script.Delivered.ShouldStartWith("data: 1\n\ndata: {\"error\":{\"message\":");
        script.Delivered.ShouldContain("\"code\":\"truncated\"");
        script.Delivered.ShouldEndWith("}}\n\n");
        script.Exchange.Phase.ShouldBe(ExchangePhase.Finished);
        script.Counters.Of(FaultKind.Truncated).ShouldBe(1);
    }

    [Fact]
    public void A_stream_cut_inside_an_event_is_aborted_without_a_word()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased().Sent().Upstream(StreamHead + "7\r\ndata: 1\r\n").Closed()
            .Expect("start 200 -1", "deliver data: 1", "drop", "abort").ExpectOver();
    }

    [Fact]
    public void A_stream_that_ends_cleanly_without_its_end_mark_is_broken_all_the_same()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Sent().Upstream(StreamHead + "9\r\ndata: 1\n\n\r\n0\r\n\r\n");
        script.Delivered.ShouldContain("\"code\":\"truncated\"");
    }

    [Fact]
    public void A_stream_without_end_mark_ends_cleanly_where_none_is_required()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", RequireEndMark = false });
        script.Posted(Body).Expect("lease").Leased().Sent().Upstream(StreamHead + "9\r\ndata: 1\n\n\r\n0\r\n\r\n")
            .Expect("start 200 -1", "deliver data: 1||", "end", "release").ExpectOver();
    }

    [Fact]
    public void A_missing_end_mark_that_is_not_required_is_counted()
    {
        var script = new ExchangeScript(new DeploymentConfig { Id = "m", RequireEndMark = false });
        script.Posted(Body).Leased().Sent().Upstream(StreamHead + "9\r\ndata: 1\n\n\r\n0\r\n\r\n");
        script.Counters.WithoutEndMark.ShouldBe(1);
        script.Exchange.Clear();
        script.Posted(Body).Leased().Sent().Upstream(StreamHead + "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        script.Counters.WithoutEndMark.ShouldBe(1);
    }

    [Fact]
    public void A_stream_with_its_end_mark_ends_cleanly()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased().Sent().Upstream(StreamHead + "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")
            .Expect("start 200 -1", "deliver data: [DONE]||", "end", "release").ExpectOver();
    }

    [Fact]
    public void The_error_event_of_messages_is_named()
    {
        var script = new ExchangeScript();
        script.Posted(Body, "messages").Leased().Sent().Upstream(StreamHead + "9\r\ndata: 1\n\n\r\n").Closed();
        script.Delivered.ShouldContain("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
    }

    [Fact]
    public void A_plain_answer_that_is_cut_is_aborted()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased().Sent().Upstream("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel").Closed()
            .Expect("start 200 10", "deliver hel", "drop", "abort").ExpectOver();
    }

    [Fact]
    public void An_answer_that_only_the_close_ends_is_whole_and_its_connection_spent()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased().Sent().Upstream("HTTP/1.1 200 OK\r\n\r\nhello").Closed()
            .Expect("start 200 -1", "deliver hello", "end", "spend").ExpectOver();
    }

    [Fact]
    public void Bytes_behind_the_answer_spend_the_connection()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased().Sent().Upstream("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP")
            .Expect("start 200 2", "deliver ok", "end", "spend").ExpectOver();
    }

    [Fact]
    public void An_answer_before_the_body_has_ended_is_relayed_and_the_rest_dropped()
    {
        var script = new ExchangeScript();
        script.Post(length: Body.Length).Body(Body[..15]).Expect("lease").Leased().Sent()
            .Upstream("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n").Expect("start 413 0", "end", "drop");
        script.Outstanding.ShouldBe(0);
        script.Body(Body[15..], last: true).ExpectOver();
    }

    [Fact]
    public void A_write_that_fails_waits_for_what_the_upstream_has_to_say()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Expect("lease").Leased();
        script.Exchange.TryTakeSend(new SendPieces()).ShouldBeTrue();
        script.Exchange.SendFailed();
        script.Exchange.TryTakeSend(new SendPieces()).ShouldBeFalse();
        script.Upstream("HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n").Expect("start 400 0", "end", "drop").ExpectOver();
    }
}
