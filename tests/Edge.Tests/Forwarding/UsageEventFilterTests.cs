using System.Text;
using Edge.Balancing;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;

namespace Edge.Tests.Forwarding;

public sealed class UsageEventFilterTests
{
    private const string Delta = "data: {\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
    private const string Extra = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n";
    private const string Done = "data: [DONE]\n\n";

    [Theory]
    [InlineData(Extra)]
    [InlineData("data:{\"usage\":{},\"choices\" : [ ] }\r\n\r\n")]
    [InlineData("data: {\"choices\":[],\"usage\":{\"x\":\"a\\n\\n\"}}\n\n")]
    public void The_event_that_nobody_asked_for_is_dropped(string extra)
    {
        Read(Delta + Delta + extra + Done).ShouldBe(Delta + Delta + Done);
        Read(extra).ShouldBe("");
        Read(extra + extra + Delta).ShouldBe(Delta);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{}}],\"usage\":{\"prompt_tokens\":1}}\n\n")]
    [InlineData("data: {\"choices\":[],\"usage\":null}\n\n")]
    [InlineData("data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n")]
    [InlineData("data: {\"choices\":null,\"usage\":{}}\n\n")]
    [InlineData("data: {\"usage\":{}}\n\n")]
    [InlineData("data: {\"x\":{\"choices\":[],\"usage\":{}}}\n\n")]
    [InlineData("data: {\"choices\":[],\"usage\":{}}x\n\n")]
    [InlineData("data: {\"choices\":[],\"usage\":{}}\nid: 1\n\n")]
    [InlineData("data: {\"choices\":[],\ndata: \"usage\":{}}\n\n")]
    [InlineData("event: x\ndata: {\"choices\":[],\"usage\":{}}\n\n")]
    [InlineData("data: {\"x\":\"\\\"choices\\\":[]\",\"usage\":{}}\n\n")]
    [InlineData("data: {\"choices\":[],\"usage\":{}\n\n")]
    [InlineData("data: {\"choices\":[],\"usage\":{}}\r\rdata: x\r\r")]
    [InlineData("data: {\"choices\":[],\"usage\":{}}\n")]
    [InlineData("data: {\"choices\":[")]
    [InlineData("data: nothing\n\n: ping\n\n\n\r\n\ndata\n\n\uFEFF" + Extra)]
    [InlineData("dat")]
    [InlineData("")]
    public void Everything_else_goes_on_as_it_came(string text)
    {
        Read(text).ShouldBe(text);
        Read(Delta + text).ShouldBe(Delta + text);
    }

    [Fact]
    public void An_event_that_is_longer_than_the_bound_goes_on()
    {
        string text = $"data: {{\"choices\":[],\"usage\":{{}},\"x\":\"{new string('x', UsageEventFilter.MostHeld)}\"}}\n\n";
        var output = new Output();
        var filter = new UsageEventFilter(output);
        filter.Reset();
        byte[] body = Encoding.UTF8.GetBytes(text + Delta);
        for (int i = 0; i < body.Length; i++)
        {
            filter.Deliver(body.AsSpan(i, 1));
            (i + 1 - output.Text.Length).ShouldBeLessThanOrEqualTo(UsageEventFilter.MostHeld);
        }
        output.Text.ShouldBe(text + Delta);
    }

    [Fact]
    public void An_event_waits_only_until_it_is_known_to_be_another()
    {
        var output = new Output();
        var filter = new UsageEventFilter(output);
        filter.Reset();
        int known = Delta.IndexOf("[{", StringComparison.Ordinal) + 2;
        byte[] body = Encoding.UTF8.GetBytes(Delta);
        for (int i = 0; i < body.Length; i++)
        {
            filter.Deliver(body.AsSpan(i, 1));
            output.Text.Length.ShouldBe(i + 1 < known ? 0 : i + 1);
        }
        filter.Deliver(": p"u8);
        output.Text.ShouldBe(Delta + ": p");
        filter.Deliver("ing\n\ndata: [D"u8);
        output.Text.ShouldBe(Delta + ": ping\n\ndata: [D");
    }

    [Fact]
    public void A_stream_begins_without_what_was_left_of_the_last()
    {
        var output = new Output();
        var filter = new UsageEventFilter(output);
        filter.Deliver("data: {\"a"u8);
        filter.Reset();
        filter.Deliver(Encoding.UTF8.GetBytes(Extra + Delta));
        output.Text.ShouldBe(Delta);
    }

    // Whole, a byte a piece, and in every cut into two and three: all agree.
    private static string Read(string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        string whole = Read(body);
        Read(body, [.. Enumerable.Range(0, body.Length)]).ShouldBe(whole);
        for (int first = 0; first <= body.Length; first++)
        {
            Read(body, first).ShouldBe(whole, $"cut at {first}");
            for (int second = first; second <= body.Length; second += 13)
                Read(body, first, second).ShouldBe(whole, $"cut at {first} and {second}");
        }
        return whole;
    }

    private static string Read(byte[] body, params ReadOnlySpan<int> cuts)
    {
        var output = new Output();
        var filter = new UsageEventFilter(output);
        filter.Reset();
        int start = 0;
        foreach (int cut in cuts)
        {
            filter.Deliver(body.AsSpan(start, cut - start));
            start = cut;
        }
        filter.Deliver(body.AsSpan(start));
        filter.Flush();
        return output.Text;
    }

    private sealed class Output : IExchangeDriver
    {
        private readonly List<byte> _bytes = [];

        internal string Text => Encoding.UTF8.GetString([.. _bytes]);

        public void Deliver(ReadOnlySpan<byte> payload)
        {
            payload.IsEmpty.ShouldBeFalse();
            _bytes.AddRange(payload);
        }

        public void Lease(Replica replica) => throw new NotSupportedException();

        public void CancelLease() => throw new NotSupportedException();

        public void Release(bool reusable) => throw new NotSupportedException();

        public void Drop() => throw new NotSupportedException();

        public void StartResponse(ResponseHead head, long length) => throw new NotSupportedException();

        public void EndResponse() => throw new NotSupportedException();

        public void AbortResponse() => throw new NotSupportedException();

        public void Reject(Fault fault) => throw new NotSupportedException();

        public void CloseClient() => throw new NotSupportedException();
    }
}
