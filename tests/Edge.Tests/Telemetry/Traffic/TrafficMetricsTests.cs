using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using ConfigSync.Resources;
using Edge.Faults;
using Edge.Telemetry.Exposition;
using Edge.Telemetry.Records;
using Edge.Telemetry.Tracing;
using Edge.Telemetry.Traffic;
using Edge.Telemetry.Usage;
using Edge.Tests.Telemetry.Records;
using Shared.Memory;

namespace Edge.Tests.Telemetry.Traffic;

public sealed class TrafficMetricsTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MetricsExposition _exposition;
    private readonly TrafficMetrics _metrics;

    public TrafficMetricsTests()
    {
        _exposition = new MetricsExposition(meter => meter == _meter, TimeProvider.System, new ExpositionLimits());
        _metrics = new TrafficMetrics(_meter, _exposition, new RecordClock(new StepTime()));
    }

    public void Dispose()
    {
        _exposition.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void A_request_is_counted_where_it_went_and_how_it_ended()
    {
        _metrics.Take(Chat());
        _metrics.Take(Chat());
        _metrics.Take(Chat() with { Operation = CallOperation.Embeddings });
        _metrics.Take(Failed(FaultKind.Truncated, RequestOutcome.Truncated));
        string text = Scrape();
        text.ShouldContain("edge_router_requests_total{edge_deployment=\"d\",edge_outcome=\"answered\",edge_replica=\"http://10.0.0.1:8000/\",edge_router=\"r\"} 3\n");
        text.ShouldContain("edge_outcome=\"truncated\",edge_replica=\"http://10.0.0.1:8000/\",edge_router=\"r\",error_type=\"truncated\"} 1\n");
        text.ShouldContain("edge_truncated_total{edge_deployment=\"d\",edge_replica=\"http://10.0.0.1:8000/\"} 1\n");
    }

    [Fact]
    public void A_bucket_leads_to_the_trace_of_a_request_that_is_kept_and_of_no_other()
    {
        _metrics.Take(Chat() with { Trace = new TraceContext(0, 255, 0, 16, TraceContext.Sampled) });
        Scrape(ExpositionFormat.OpenMetrics).ShouldContain("# {trace_id=\"000000000000000000000000000000ff\",span_id=\"0000000000000010\"}");
    }

    [Fact]
    public void A_request_whose_trace_is_not_kept_leads_to_none()
    {
        _metrics.Take(Chat() with { Trace = new TraceContext(0, 255, 0, 16, 0) });
        Scrape(ExpositionFormat.OpenMetrics).ShouldNotContain("trace_id");
    }

    [Fact]
    public void A_caller_that_leaves_is_counted_by_how_far_the_request_had_come()
    {
        _metrics.Take(Failed(FaultKind.ClientGone, RequestOutcome.Cancelled) with { Stage = RequestStage.Awaiting });
        Scrape().ShouldContain("edge_cancelled_total{edge_phase=\"awaiting\"} 1\n");
    }

    [Fact]
    public void Attempts_are_counted_by_replica_and_retries_by_why()
    {
        _metrics.Take(Attempt(FaultKind.ConnectFailed, RequestOutcome.Failed));
        _metrics.Take(Attempt(FaultKind.UpstreamClosed, RequestOutcome.Failed));
        _metrics.Take(Attempt(FaultKind.None, RequestOutcome.Answered));
        _metrics.Take(Chat());
        string text = Scrape();
        text.ShouldContain("edge_attempts_total{edge_deployment=\"d\",edge_outcome=\"answered\",edge_replica=\"http://10.0.0.1:8000/\"} 2\n");
        text.ShouldContain("edge_attempts_total{edge_deployment=\"d\",edge_outcome=\"failed\",edge_replica=\"http://10.0.0.1:8000/\"} 2\n");
        foreach (string reason in new[] { "connect", "connection_reused", "status" })
            text.ShouldContain($"edge_retries_total{{edge_reason=\"{reason}\"}} 1\n");
        text.ShouldContain("edge_outcome=\"answered\",edge_replica=\"http://10.0.0.1:8000/\",edge_router=\"r\"} 1\n");
    }

    [Fact]
    public void An_answer_that_says_the_replica_failed_is_counted_as_an_error_of_its_status()
    {
        _metrics.Take(Chat() with { Status = 503, Outcome = RequestOutcome.Error });
        string text = Scrape();
        text.ShouldContain("edge_router_requests_total{edge_deployment=\"d\",edge_outcome=\"error\",edge_replica=\"http://10.0.0.1:8000/\",edge_router=\"r\"} 1\n");
        text.ShouldContain("edge_attempts_total{edge_deployment=\"d\",edge_outcome=\"error\",edge_replica=\"http://10.0.0.1:8000/\"} 1\n");
        text.ShouldContain("http_server_request_duration_seconds_count{error_type=\"503\",http_request_method=\"POST\"");
        text.ShouldMatch("gen_ai_client_operation_duration_seconds_count\\{edge_deployment=\"d\",error_type=\"503\"");
    }

    [Fact]
    public void What_policy_refused_is_no_failure_of_the_replica()
    {
        _metrics.Take(Attempt(FaultKind.QueueTimeout, RequestOutcome.Failed) with { Leased = 0, Sent = 0 });
        _metrics.Take(Failed(FaultKind.QueueTimeout, RequestOutcome.Refused) with { Leased = 0, Sent = 0 });
        string text = Scrape();
        text.ShouldContain("edge_outcome=\"failed\",edge_replica=\"http://10.0.0.1:8000/\"} 0\n");
        text.ShouldContain("edge_retries_total{edge_reason=\"queue\"} 1\n");
        text.ShouldContain("edge_queue_wait_seconds_count{edge_deployment=\"d\"} 2\n");
    }

    [Fact]
    public void An_answer_that_a_drain_cut_is_not_held_against_its_replica()
    {
        _metrics.Take(Failed(FaultKind.Stopping, RequestOutcome.Truncated));
        Scrape().ShouldContain("edge_truncated_total{edge_deployment=\"d\",edge_replica=\"http://10.0.0.1:8000/\"} 0\n");
    }

    [Fact]
    public void Time_spent_in_Edge_is_told_by_phase()
    {
        _metrics.Take(Chat());
        string text = Scrape();
        // 1 ms of intake, 1 of pick, 2 of lease, 1 of sending: StepTime's ticks are milliseconds.
        text.ShouldContain("edge_request_overhead_seconds_sum{edge_phase=\"intake\"} 0.001\n");
        text.ShouldContain("edge_request_overhead_seconds_sum{edge_phase=\"lease\"} 0.002\n");
        text.ShouldContain("edge_request_overhead_seconds_sum{edge_phase=\"total\"} 0.005\n");
        text.ShouldContain("edge_request_overhead_seconds_count{edge_phase=\"connect\"} 0\n");
        text.ShouldContain("edge_request_time_to_first_byte_seconds_sum{edge_deployment=\"d\",edge_router=\"r\"} 0.1\n");
        text.ShouldContain("http_server_request_duration_seconds_bucket{http_request_method=\"POST\",http_response_status_code=\"200\",http_route=\"/v1/chat/completions\",le=\"0.25\"} 1\n");
    }

    [Fact]
    public void Streams_are_told_by_their_first_piece_and_their_pace()
    {
        RequestRecord record = Chat() with { IsStream = true, FirstChunk = 1102, LastChunk = 1300 };
        record.Gaps.Add(0.02);
        record.Gaps.Add(0.2);
        _metrics.Take(in record);
        string text = Scrape();
        const string Labels = "edge_deployment=\"d\",gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\",gen_ai_request_model=\"r\",server_address=\"10.0.0.1\",server_port=\"8000\"";
        text.ShouldContain($"gen_ai_client_operation_time_to_first_chunk_seconds_sum{{{Labels}}} 0.1\n");
        text.ShouldContain($"gen_ai_client_operation_time_per_output_chunk_seconds_count{{{Labels}}} 2\n");
        text.ShouldContain($"gen_ai_client_operation_time_per_output_chunk_seconds_bucket{{{Labels},le=\"0.025\"}} 1\n");
    }

    [Fact]
    public void Tokens_and_what_they_cost_are_counted()
    {
        RequestRecord told = Chat() with { Usage = new UsageFigures(1000, 200, 400, 0, IsEstimate: false), Pricing = new PricingConfig(Input: 1, Output: 10, CachedInput: 0.5) };
        _metrics.Take(in told);
        _metrics.Take(Chat() with { Usage = new UsageFigures(-1, 7, -1, -1, IsEstimate: true) });
        string text = Scrape();
        text.ShouldContain("edge_tokens_total{edge_deployment=\"d\",edge_router=\"r\",edge_token_type=\"input\"} 1000\n");
        text.ShouldContain("edge_tokens_total{edge_deployment=\"d\",edge_router=\"r\",edge_token_type=\"cached\"} 400\n");
        text.ShouldContain("edge_tokens_total{edge_deployment=\"d\",edge_router=\"r\",edge_token_type=\"output\"} 200\n");
        text.ShouldContain("edge_tokens_total{edge_deployment=\"d\",edge_estimated=\"true\",edge_router=\"r\",edge_token_type=\"output\"} 7\n");
        text.ShouldContain("edge_cost_total{edge_currency=\"USD\",edge_deployment=\"d\",edge_router=\"r\"} 0.0028\n");
        text.ShouldContain("gen_ai_token_type=\"output\",server_address=\"10.0.0.1\",server_port=\"8000\"} 200\n");
    }

    [Fact]
    public void Routes_beyond_the_bound_are_counted_as_one()
    {
        for (int i = 0; i < 3000; i++)
            _metrics.Take(Chat() with { Router = $"r{i}" });
        string text = Scrape();
        text.ShouldContain("edge_router_requests_total{edge_deployment=\"other\",edge_outcome=\"answered\",edge_replica=\"other\",edge_router=\"other\"} 1000\n");
        _metrics.Routes.Count.ShouldBe(2001);
    }

    [Fact]
    public void Counting_what_is_known_allocates_nothing()
    {
        RequestRecord record = Chat() with { Usage = new UsageFigures(10, 20, 0, 0, IsEstimate: false) };
        SteadyState.Allocates(() =>
        {
            for (int i = 0; i < 1000; i++)
                _metrics.Take(in record);
        }).ShouldBe(0);
    }

    [Fact]
    public void Names_that_are_made_anew_are_the_same_route()
    {
        _metrics.Take(Chat());
        _metrics.Take(Chat() with { Router = new string('r', 1) });
        _metrics.Routes.Count.ShouldBe(1);
    }

    private static RequestRecord Chat() => new()
    {
        Began = 1000,
        Routed = 1001,
        Picked = 1002,
        Leased = 1004,
        Sent = 1005,
        FirstByte = 1100,
        Ended = 1200,
        Router = "r",
        Deployment = "d",
        Replica = "http://10.0.0.1:8000/",
        Status = 200,
        Attempts = 1,
        HasAttempt = true,
        IsReused = true,
        Operation = CallOperation.Chat,
        Stage = RequestStage.Relaying,
        Usage = UsageFigures.None,
    };

    private static RequestRecord Failed(FaultKind fault, RequestOutcome outcome) => Chat() with { Fault = fault, Outcome = outcome };

    private static RequestRecord Attempt(FaultKind fault, RequestOutcome outcome) => Failed(fault, outcome) with { IsAttempt = true, HasAttempt = false };

    private string Scrape(ExpositionFormat format = ExpositionFormat.Text)
    {
        _metrics.Flush();
        var output = new ArrayBufferWriter<byte>();
        _exposition.Write(output, format);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
