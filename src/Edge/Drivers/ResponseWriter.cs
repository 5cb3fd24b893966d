using System.Buffers;
using System.Text;
using Edge.Buffers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry.Records;

namespace Edge.Drivers;

/// <summary>Writes heads of HTTP/1.1 answers (RFC 9112 §4-6), and whole answers of our own.</summary>
internal static class ResponseWriter
{
    /// <summary>The upstream's head without framing and without the empty line, with our <c>x-request-id</c> and a <c>Date</c>.</summary>
    internal static void Head(ByteBuffer output, ResponseHead head, RequestHead request, ReadOnlySpan<byte> date)
    {
        output.Append(StatusLines.Of(head.Status));
        bool dated = false;
        for (int i = 0; i < head.FieldCount; i++)
        {
            ReadOnlySpan<byte> name = head.Name(i);
            if (name.Length == 4)
                dated |= Ascii.EqualsIgnoreCase(name, "date"u8);
            if (name.Length == 12 && Ascii.EqualsIgnoreCase(name, "x-request-id"u8))
                name = "x-upstream-request-id"u8;
            output.Append(name);
            output.Append(": "u8);
            output.Append(head.Value(i));
            output.Append("\r\n"u8);
        }
        Common(output, request, dated ? default : date);
    }

    /// <summary>An answer of our own to a request that went wrong; <paramref name="connection"/> is a line or empty. Allocates.</summary>
    internal static void Error(
        ByteBuffer output, Fault fault, RequestHead request, ReadOnlySpan<byte> date, ReadOnlySpan<byte> connection)
    {
        int status = fault.Row.Status;
        output.Append(StatusLines.Of(status));
        output.Append("Content-Type: application/json\r\n"u8);
        if (fault.Row.RetryAfterSeconds > 0)
        {
            output.Append("Retry-After: "u8);
            output.Append((long)fault.Row.RetryAfterSeconds);
            output.Append("\r\n"u8);
        }
        if (status == 401)
            output.Append("WWW-Authenticate: Bearer\r\n"u8);
        Common(output, request, date);
        var body = new ArrayBufferWriter<byte>(512);
        ErrorBody.Write(body, fault, request.Dialect, request.RequestId.Span);
        RequestLines.ContentLength(output, body.WrittenCount);
        output.Append(connection);
        output.Append("\r\n"u8);
        output.Append(body.WrittenSpan);
    }

    private static void Common(ByteBuffer output, RequestHead request, ReadOnlySpan<byte> date)
    {
        output.Append("x-request-id: "u8);
        output.Append(request.RequestId.Span);
        output.Append("\r\n"u8);
        if (request.Attempts > 1 || request.Details.Any)
        {
            output.Append("x-edge-attempts: "u8);
            output.Append((long)request.Attempts);
            output.Append("\r\n"u8);
        }
        if (request.Details.Any)
            Details(output, request.Details);
        output.Append(date);
    }

    private static void Details(ByteBuffer output, AnswerDetails details)
    {
        output.Append("Server-Timing: "u8);
        output.Append(details.Timing.Span);
        output.Append("\r\nx-edge-overhead: "u8);
        output.Append(details.Overhead.Span);
        output.Append("\r\n"u8);
        if (details.Replica.Length == 0)
            return;
        output.Append("x-edge-replica: "u8);
        output.Append(details.Replica.Span);
        output.Append("\r\n"u8);
    }
}
