using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Tracing;
using Edge.Tests.Telemetry.AccessLog;
using Shared.Memory;

namespace Edge.Tests.Telemetry.Tracing;

/// <summary>Which requests become spans.</summary>
public sealed class TraceSinkTests : IDisposable
{
    private readonly SpanList _list = new();

    public void Dispose() => _list.Dispose();

    [Theory]
    [InlineData(0, FaultKind.None, 200, 500, false)]
    [InlineData(1, FaultKind.None, 200, 500, true)]
    [InlineData(2, FaultKind.None, 200, 500, false)]
    [InlineData(0, FaultKind.None, 429, 500, false)]
    [InlineData(0, FaultKind.None, 500, 500, true)]
    [InlineData(0, FaultKind.Truncated, 200, 500, true)]
    [InlineData(0, FaultKind.ConnectFailed, 502, 500, true)]
    [InlineData(0, FaultKind.Internal, 500, 500, true)]
    [InlineData(0, FaultKind.QueueFull, 503, 500, false)]
    [InlineData(0, FaultKind.ModelNotFound, 404, 500, false)]
    [InlineData(0, FaultKind.ClientGone, 0, 500, false)]
    [InlineData(0, FaultKind.None, 200, 3000, false)]
    [InlineData(0, FaultKind.None, 200, 3001, true)]
    [InlineData(0, FaultKind.ClientGone, 0, 3001, true)]
    public void Kept_is_what_was_sampled_or_failed_or_took_long(int flags, object fault, int status, int milliseconds, bool isKept)
    {
        RequestRecord record = RequestSpansTests.Answered();
        record.Trace = new TraceContext(1, 2, 3, 4, (byte)flags);
        (record.Fault, record.Status, record.Ended) = ((FaultKind)fault, (short)status, record.Began + milliseconds);
        Sink().Take(in record);
        _list.Spans.Count.ShouldBe(isKept ? 2 : 0);
    }

    [Fact]
    public void Without_a_bound_nothing_is_slow_and_what_is_not_traced_is_never_kept()
    {
        var sink = Sink(TimeSpan.Zero);
        RequestRecord record = RequestSpansTests.Answered();
        record.Ended = record.Began + 1_000_000;
        record.Trace = new TraceContext(1, 2, 3, 4, 0);
        sink.Take(in record);
        (record.Trace, record.Fault) = (default, FaultKind.Internal);
        sink.Take(in record);
        _list.Spans.ShouldBeEmpty();
    }

    [Fact]
    public void Attempts_find_their_request_whatever_comes_between()
    {
        var sink = Sink();
        sink.Take(Attempt(10, 1));
        sink.Take(Attempt(20, 1));
        sink.Take(Attempt(10, 2));
        sink.Take(Request(20, 2, flags: 0));
        _list.Spans.ShouldBeEmpty();
        sink.Take(Request(10, 3, flags: 1));
        TraceContext trace = Request(10, 3, 1).Trace;
        _list.Spans.Select(span => span.SpanId.ToHexString()).ShouldBe(
            [.. new[] { 10UL, trace.SpanOfAttempt(1), trace.SpanOfAttempt(2), trace.SpanOfAttempt(3) }.Select(id => id.ToString("x16"))]);
    }

    [Fact]
    public void A_request_whose_last_attempt_was_followed_by_none_has_the_spans_of_those_there_were()
    {
        var sink = Sink();
        sink.Take(Attempt(10, 1));
        RequestRecord request = Request(10, 1, flags: 1);
        request.HasAttempt = false;
        sink.Take(in request);
        _list.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public void Attempts_of_requests_that_never_end_are_forgotten_oldest_first()
    {
        var book = new AttemptBook();
        for (int i = 1; i <= AttemptBook.MaxRequests + 1; i++)
        {
            book.Add(Attempt((ulong)i, 1));
            book.Add(Attempt((ulong)i, 2));
        }
        book.Count.ShouldBe(AttemptBook.MaxRequests);
        book.Take(1).ShouldBeEmpty();
        book.Take(2).Select(attempt => (int)attempt.Attempts).ShouldBe([1, 2]);
        book.Take(2).ShouldBeEmpty();
        book.Count.ShouldBe(AttemptBook.MaxRequests - 1);
    }

    [Fact]
    public void What_is_not_kept_allocates_nothing()
    {
        var sink = Sink();
        RequestRecord record = Request(10, 1, flags: 0);
        SteadyState.Allocates(() =>
        {
            for (int i = 0; i < 1000; i++)
                sink.Take(in record);
        }).ShouldBe(0);
    }

    private static RequestRecord Attempt(ulong span, int number)
    {
        RequestRecord attempt = RequestSpansTests.Attempt(number, FaultKind.ConnectFailed, 0);
        attempt.Trace = new TraceContext(1, 2, 3, span, 0);
        return attempt;
    }

    private static RequestRecord Request(ulong span, int attempts, byte flags)
    {
        RequestRecord request = RequestSpansTests.Answered();
        request.Trace = new TraceContext(1, 2, 3, span, flags);
        request.Attempts = (byte)attempts;
        return request;
    }

    private TraceSink Sink() => Sink(TimeSpan.FromSeconds(3));

    private TraceSink Sink(TimeSpan slow) => new(new RequestSpans(_list.Source, AccessLines.Clock), AccessLines.Clock, slow);
}
