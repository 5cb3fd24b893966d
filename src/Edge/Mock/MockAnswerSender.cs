using Edge.Buffers;
using Edge.Mock.Answers;
using Edge.Mock.Faults;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>Sends one answer at the pace of a model, with the faults that were asked for. One per request.</summary>
internal sealed class MockAnswerSender(MockOutput output, MockPace pace, MockFault fault, MockTicket ticket, MockAnswerHead head)
{
    private readonly ByteBuffer _bytes = new();
    private long _bodyBytes;

    /// <summary>Sends an answer as one JSON document.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="size">The least bytes of it, filled up with blanks.</param>
    internal async Task<MockOutcome> SendJsonAsync(MockReply reply, int size)
    {
        if (reply.Works && !await pace.WholeAsync(reply.Answer.Tokens))
            return MockOutcome.AbortedByClient;
        ReadOnlyMemory<byte> body = reply.Status is 204 or 304 ? default : MockJson.Write(reply.Answer, size);
        ticket.Answers(reply.Status);
        head.Write(_bytes, reply.Status, "application/json", body.Length);
        if (fault.HangAfter == 0)
            return await output.SendAsync(_bytes.Memory) ? await HangAsync() : MockOutcome.AbortedByClient;
        long allowed = fault.CutEvents == 0 ? 0 : fault.CutBytes ?? long.MaxValue;
        _bytes.Append(body.Span[..(int)Math.Min(allowed, body.Length)]);
        bool cut = allowed <= body.Length || fault.CutEvents == 1;
        if (!cut)
            return await SendLastAsync();
        return await output.SendAsync(_bytes.Memory) ? Cut() : MockOutcome.AbortedByClient;
    }

    /// <summary>Sends an answer as server-sent events, one write each.</summary>
    internal async Task<MockOutcome> SendStreamAsync(IStreamAnswer answer, int status)
    {
        if (!await pace.FirstAsync())
            return MockOutcome.AbortedByClient;
        ticket.Answers(status);
        head.Write(_bytes, status, "text/event-stream; charset=utf-8", null);
        if (!await output.SendAsync(_bytes.Memory))
            return MockOutcome.AbortedByClient;
        using var frame = new SseFrame();
        int events = 0;
        foreach (SseStep step in answer.Stream(frame))
        {
            if (step.EndMark && fault.NoEndMark)
                break;
            if (Stops(events))
                return await StopAsync(events);
            if (events > 0 && !await pace.StepAsync(step.Tokens))
                return MockOutcome.AbortedByClient;
            events++;
            bool whole = AppendEvent(frame.Bytes.Span);
            if (whole && step.EndMark && !Stops(events))
                return await SendEndAsync();
            if (!await output.SendAsync(_bytes.Memory))
                return MockOutcome.AbortedByClient;
            if (!whole)
                return Cut();
        }
        if (Stops(events))
            return await StopAsync(events);
        _bytes.Clear();
        return await SendEndAsync();
    }

    /// <summary>Sends what is no head, and breaks off.</summary>
    internal async Task<MockOutcome> SendMalformedAsync() =>
        await output.SendAsync("HTTP/1.1 2x0 OK\r\nno colon in this line\r\n\r\n"u8.ToArray()) ? Cut() : MockOutcome.AbortedByClient;

    /// <summary>Says nothing more until the client leaves.</summary>
    internal async Task<MockOutcome> HangAsync()
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, output.Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return MockOutcome.AbortedByClient;
    }

    /// <summary>Breaks the connection off.</summary>
    internal MockOutcome Cut()
    {
        // Counted before the client can know, as completed answers are.
        ticket.End(MockOutcome.Faulted);
        if (fault.Reset)
            output.Reset();
        else
            output.Finish();
        return MockOutcome.Faulted;
    }

    private bool Stops(int events) => fault.HangAfter == events || fault.CutEvents == events;

    private async Task<MockOutcome> StopAsync(int events) => fault.HangAfter == events ? await HangAsync() : Cut();

    // The last chunk goes out with the end mark, so that a client that stops reading there has not left early.
    private Task<MockOutcome> SendEndAsync()
    {
        _bytes.Append("0\r\n\r\n"u8);
        return SendLastAsync();
    }

    private async Task<MockOutcome> SendLastAsync()
    {
        if (output.Gone.IsCancellationRequested)
            return MockOutcome.AbortedByClient;
        ticket.End(MockOutcome.Completed);
        return await output.SendAsync(_bytes.Memory) ? MockOutcome.Completed : MockOutcome.AbortedByClient;
    }

    // chunk = hex-size CRLF data CRLF (RFC 9112, 7.1). False when the answer is to be cut inside or right behind the event.
    private bool AppendEvent(ReadOnlySpan<byte> data)
    {
        _bytes.Clear();
        _bytes.AppendLatin1($"{data.Length:x}\r\n");
        if (fault.CutBytes is { } allowed && allowed <= _bodyBytes + data.Length)
        {
            _bytes.Append(data[..(int)(allowed - _bodyBytes)]);
            return false;
        }
        _bodyBytes += data.Length;
        _bytes.Append(data);
        _bytes.Append("\r\n"u8);
        return true;
    }
}
