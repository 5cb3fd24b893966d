using Edge.Buffers;
using Edge.Mock.Answers;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>Answers a request that could not be read: it breaks the rules of HTTP, or is too large.</summary>
internal static class MockRefusal
{
    /// <summary>Sends the refusal, if there is anybody to send it to, and tells how the request ended. The connection is of no more use.</summary>
    internal static async Task<MockOutcome> SendAsync(MockReplica replica, MockOutput output, MockTicket ticket, MockRequestReader reader, MockReadEnd end)
    {
        if (end == MockReadEnd.Left)
            return MockOutcome.AbortedByClient;
        int status = end == MockReadEnd.TooLarge ? 413 : 400;
        ReadOnlyMemory<byte> body = MockJson.Write(new ErrorAnswer(status, $"The request has {reader.Error}.", "malformed_request"));
        var head = new MockAnswerHead(replica, reader.Head?.Get("x-request-id") ?? $"mock-{replica.Index}-{ticket.Sequence}", 0, close: true);
        head.Add("x-mock-error", reader.Error);
        var bytes = new ByteBuffer();
        head.Write(bytes, status, "application/json", body.Length);
        bytes.Append(body.Span);
        ticket.Breaks(reader.Error);
        ticket.Answers(status);
        ticket.End(MockOutcome.Malformed);
        // Malformed it stays, whether or not the answer arrives.
        await output.SendAsync(bytes.Memory);
        return MockOutcome.Malformed;
    }
}
