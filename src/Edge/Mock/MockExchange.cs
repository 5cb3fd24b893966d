using System.Text.Json;
using Edge.Mock.Answers;
using Edge.Mock.Faults;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>
/// One request and its answer: (1) what the flags and the head ask for, (2) the body, (3) watch for the client leaving,
/// (4) decide, (5) take a place, (6) send. Used by the connection's task.
/// </summary>
internal sealed class MockExchange(MockReplica replica, MockInput input, MockOutput output, MockRequestReader reader, MockBody body)
{
    private readonly MockHead _head = reader.Head!;
    private readonly MockTiming _timing = MockTiming.For(replica.Options, reader.Head!);
    private MockFault _fault = MockFault.None;
    private ulong _jitter;

    /// <summary>Whether the connection can take another request afterwards.</summary>
    internal bool KeepAlive { get; private set; }

    /// <summary>Serves the request that <paramref name="ticket"/> counts.</summary>
    internal async Task<MockOutcome> ServeAsync(MockTicket ticket)
    {
        MockCall call = MockRoute.Of(_head.Path);
        string wrong = Steer(ticket);
        if (!_fault.EarlyAnswer)
        {
            MockReadEnd end = await ReadBodyAsync(ticket);
            if (end != MockReadEnd.Ok)
                return await MockRefusal.SendAsync(replica, output, ticket, reader, end);
        }
        input.Watch();
        MockOutcome outcome = await AnswerAsync(call, ticket, wrong);
        KeepAlive = outcome == MockOutcome.Completed && !_head.Close;
        if (!_fault.EarlyAnswer || outcome != MockOutcome.Completed)
            return outcome;
        MockReadEnd late = await ReadBodyAsync(ticket);
        KeepAlive &= late == MockReadEnd.Ok;
        if (late is MockReadEnd.Malformed or MockReadEnd.TooLarge)
        {
            ticket.Breaks(reader.Error);
            return MockOutcome.Malformed;
        }
        return outcome;
    }

    // Empty, or what is wrong with the fields that steer the mock.
    private string Steer(MockTicket ticket)
    {
        var dice = new SplitMix(replica.Options.Seed ^ ((ulong)replica.Index << 48) ^ (ulong)ticket.Sequence);
        _fault = MockFaultRule.Pick(replica.Faults, ref dice);
        string wrong = "";
        if (_head.Get("x-mock-fault") is { } asked)
        {
            MockFaultRule? rule = MockFaultParser.Parse(asked, out wrong);
            _fault = rule is null ? MockFault.None : MockFaultRule.Pick([rule], ref dice);
        }
        _jitter = dice.Next();
        ticket.Plays(_fault.Text);
        return wrong.Length > 0 ? wrong : _timing.Error;
    }

    private async Task<MockReadEnd> ReadBodyAsync(MockTicket ticket)
    {
        bool listens = !_head.ExpectsContinue || !reader.AwaitsBody || _fault.EarlyAnswer
            || await output.SendAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        MockReadEnd end = listens ? await reader.ReadBodyAsync(body) : MockReadEnd.Left;
        ticket.Received(reader.RawBytes, body);
        return end;
    }

    private async Task<MockOutcome> AnswerAsync(MockCall call, MockTicket ticket, string wrong)
    {
        using JsonDocument? document = _fault.EarlyAnswer
            ? MockDocument.Unread(replica.Desk.Models[0], _head.Get("accept")?.Contains("text/event-stream", StringComparison.Ordinal) == true)
            : MockDocument.Parse(body);
        var head = new MockAnswerHead(replica, _head.Get("x-request-id") ?? $"mock-{replica.Index}-{ticket.Sequence}", body.Length, _head.Close);
        if (wrong.Length > 0)
            head.Add("x-mock-error", wrong);
        MockReply reply = Decide(call, document, wrong);
        ticket.Asks(reply);

        var pace = new MockPace(_timing, _fault.Slow, _jitter, replica.Options.Time, output.Gone, _fault.Late ?? TimeSpan.Zero);
        var sender = new MockAnswerSender(output, pace, _fault, ticket, head);
        if (_fault.Hang)
            return await sender.HangAsync();
        if (_fault.CutsBeforeAnswer)
            return sender.Cut();
        if (_fault.MalformedHead)
            return await sender.SendMalformedAsync();
        return reply.Works ? await WorkAsync(sender, head, reply) : await sender.SendJsonAsync(reply, 0);
    }

    private MockReply Decide(MockCall call, JsonDocument? document, string wrong)
    {
        if (wrong.Length > 0)
            return MockReply.Of(new ErrorAnswer(400, wrong, "mock_header"));
        MockReply reply = replica.Desk.Answer(call, _head, document, _timing.Tokens);
        return _fault.Status switch
        {
            null => reply,
            >= 300 => MockDesk.Fail(call, _fault.Status.Value, reply.Model),
            _ => reply with { Status = _fault.Status.Value },
        };
    }

    private async Task<MockOutcome> WorkAsync(MockAnswerSender sender, MockAnswerHead head, MockReply reply)
    {
        if (!await replica.Gate.EnterAsync(output.Gone))
        {
            if (output.Gone.IsCancellationRequested)
                return MockOutcome.AbortedByClient;
            replica.Counters.Refuse();
            head.Add("retry-after", "1");
            return await sender.SendJsonAsync(MockReply.Of(new ErrorAnswer(429, "The replica works on as many requests as it can.", "rate_limit_exceeded")), 0);
        }
        try
        {
            return reply.Streamed
                ? await sender.SendStreamAsync((IStreamAnswer)reply.Answer, reply.Status)
                : await sender.SendJsonAsync(reply, _timing.Size);
        }
        finally
        {
            replica.Gate.Leave();
        }
    }
}
