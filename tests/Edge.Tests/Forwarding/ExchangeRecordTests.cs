using System.Text;
using Edge.Faults;
using Edge.Telemetry.Records;

namespace Edge.Tests.Forwarding;

/// <summary>What an exchange leaves of a request for metrics, logs and traces.</summary>
public sealed class ExchangeRecordTests
{
    private const string Body = """{"model":"m"}""";
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Fact]
    public void A_whole_answer_leaves_one_record_with_every_turning_point_in_order()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased(reused: true).Sent().Upstream(Answer);
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        long[] times = [record.Began, record.Routed, record.Picked, record.Leased, record.Sent, record.FirstByte, record.Ended];
        times.ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        (record.Account, record.Key).ShouldBe(("default", "key"));
        (record.Router, record.Deployment).ShouldBe(("accounts/default/deployments/m", "accounts/default/deployments/m"));
        record.Replica.ShouldBe(script.Wanted!.Address);
        (record.Outcome, record.Stage, record.Fault, record.Status).ShouldBe((RequestOutcome.Answered, RequestStage.Relaying, FaultKind.None, (short)200));
        (record.RequestBytes, record.ResponseBytes).ShouldBe((Body.Length, 2));
        (record.Operation, record.Attempts, record.IsReused, record.IsStream).ShouldBe((CallOperation.Chat, (byte)1, true, false));
        (record.IsAttempt, record.HasAttempt).ShouldBe((false, true));
        Encoding.ASCII.GetString(record.RequestId.Span).ShouldBe("req-1");
    }

    [Fact]
    public void The_next_request_of_the_same_exchange_knows_nothing_of_the_last_one()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased(reused: true).Sent().Upstream(Answer);
        script.Exchange.Clear();
        script.Posted("""{"model":"nobody"}""");
        RequestRecord record = script.Records.Read()[1];
        (record.Router, record.Deployment, record.Replica).ShouldBe((null, null, null));
        (record.Outcome, record.Stage, record.Fault, record.Status).ShouldBe((RequestOutcome.Refused, RequestStage.Intake, FaultKind.ModelNotFound, (short)404));
        (record.ResponseBytes, record.Attempts, record.FirstByte, record.HasAttempt).ShouldBe((0, (byte)0, 0, false));
    }

    [Fact]
    public void A_head_that_is_refused_leaves_a_record()
    {
        var script = new ExchangeScript();
        script.Exchange.BeginRefused(new Fault(FaultKind.InvalidKey));
        script.Exchange.BodyArrived(default, last: true);
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        (record.Account, record.Key, record.Outcome, record.Status).ShouldBe((null, null, RequestOutcome.Refused, (short)401));
    }

    [Fact]
    public void What_is_still_read_of_a_refused_body_is_no_part_of_it()
    {
        var script = new ExchangeScript();
        script.Post(length: 1000).Exchange.BodyFailed(new Fault(FaultKind.BadRequest));
        script.Records.Read().ShouldHaveSingleItem().Status.ShouldBe((short)400);
        script.Exchange.Stop();
        script.Records.Read().ShouldHaveSingleItem();
    }

    [Fact]
    public void An_attempt_that_could_not_connect_leaves_a_record_of_its_own()
    {
        var script = new ExchangeScript(endpoints: 2);
        script.Posted(Body).Exchange.LeaseFailed(FaultKind.ConnectFailed);
        string second = script.Wanted!.Address;
        script.Leased().Sent().Upstream(Answer);
        IReadOnlyList<RequestRecord> records = script.Records.Read();
        records.Count.ShouldBe(2);
        (records[0].IsAttempt, records[0].Fault, records[0].Outcome, records[0].Attempts).ShouldBe((true, FaultKind.ConnectFailed, RequestOutcome.Failed, (byte)1));
        records[0].Replica.ShouldNotBe(second);
        (records[1].IsAttempt, records[1].Replica, records[1].Fault, records[1].Attempts).ShouldBe((false, second, FaultKind.None, (byte)2));
        records[1].Began.ShouldBe(records[0].Began);
    }

    [Fact]
    public void An_answer_that_another_replica_was_asked_instead_of_leaves_its_status()
    {
        var script = new ExchangeScript(endpoints: 2);
        script.Posted(Body).Leased().Sent().Upstream("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
        script.Leased().Sent().Upstream(Answer);
        IReadOnlyList<RequestRecord> records = script.Records.Read();
        (records[0].IsAttempt, records[0].Status, records[0].Outcome, records[0].Operation).ShouldBe((true, (short)503, RequestOutcome.Error, CallOperation.Chat));
        (records[1].IsAttempt, records[1].Status, records[1].Outcome).ShouldBe((false, (short)200, RequestOutcome.Answered));
    }

    [Fact]
    public void When_nobody_is_left_to_ask_the_last_attempt_is_a_part_of_its_request()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Exchange.LeaseFailed(FaultKind.ConnectFailed);
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        (record.IsAttempt, record.HasAttempt, record.Outcome, record.Fault, record.Attempts).ShouldBe((false, true, RequestOutcome.Failed, FaultKind.ConnectFailed, (byte)1));
    }

    [Fact]
    public void An_answer_that_says_the_replica_failed_is_an_error_though_it_is_whole()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Sent().Upstream("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        (record.Outcome, record.Fault, record.Status).ShouldBe((RequestOutcome.Error, FaultKind.None, (short)500));
    }

    [Fact]
    public void What_is_open_when_it_is_stopped_was_ended_by_a_mistake_of_our_own()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased();
        script.Exchange.Stop();
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        (record.Outcome, record.Fault).ShouldBe((RequestOutcome.Failed, FaultKind.Internal));
        script.Counters.Of(FaultKind.Internal).ShouldBe(1);
    }

    [Fact]
    public void The_head_of_a_stream_is_not_its_first_piece()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Sent().Upstream(StreamHead).Upstream(Chunk("data: 1\n\n")).Upstream(Chunk("data: [DONE]\n\n")).Upstream("0\r\n\r\n");
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        record.FirstChunk.ShouldBeGreaterThan(record.FirstByte);
        record.Gaps.Counted.ToArray().Sum().ShouldBe(1);
    }

    [Theory]
    [InlineData(0, RequestStage.Intake)]
    [InlineData(1, RequestStage.Leasing)]
    [InlineData(2, RequestStage.Awaiting)]
    [InlineData(3, RequestStage.Relaying)]
    public void A_caller_that_leaves_is_recorded_with_how_far_it_came(int steps, object stage)
    {
        var script = new ExchangeScript();
        script.Post(length: Body.Length);
        if (steps > 0)
            script.Body(Body, last: true);
        if (steps > 1)
            script.Leased().Sent();
        if (steps > 2)
            script.Upstream("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh");
        script.Exchange.ClientGone();
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        (record.Outcome, record.Stage, record.Fault).ShouldBe((RequestOutcome.Cancelled, (RequestStage)stage, FaultKind.ClientGone));
        record.Status.ShouldBe((short)(steps > 2 ? 200 : 0));
    }

    [Fact]
    public void An_answer_that_breaks_off_is_truncated_under_the_status_that_had_gone_out()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Sent().Upstream("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh").Closed();
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        (record.Outcome, record.Fault, record.Status, record.ResponseBytes).ShouldBe((RequestOutcome.Truncated, FaultKind.Truncated, (short)200, 1));
    }

    [Fact]
    public void The_pace_of_a_stream_is_counted_from_its_first_piece()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Sent().Upstream(StreamHead + Chunk("data: 1\n\n"));
        script.Upstream(Chunk("data: 2\n\n")).Upstream(Chunk("data: 3\n\n")).Upstream(Chunk("data: [DONE]\n\n") + "0\r\n\r\n");
        RequestRecord record = script.Records.Read().ShouldHaveSingleItem();
        record.IsStream.ShouldBeTrue();
        record.FirstChunk.ShouldBeGreaterThan(record.FirstByte);
        record.LastChunk.ShouldBeGreaterThan(record.FirstChunk);
        // Three pieces behind the first, a millisecond each.
        record.Gaps.Counted[0].ShouldBe(3);
        record.Gaps.Sum.ShouldBe(0.003, 1e-9);
    }

    private static string Chunk(string text) => $"{text.Length:x}\r\n{text}\r\n";
}
