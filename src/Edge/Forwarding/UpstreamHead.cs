using Edge.Balancing;
using Edge.Buffers;
using Edge.Http1;
using Edge.Telemetry.Tracing;

namespace Edge.Forwarding;

/// <summary>
/// Step 9, the head of an upstream request: the caller's call below the endpoint's base, our Host, credentials and framing.
/// Never both Content-Length and Transfer-Encoding (RFC 9112 §6.1).
/// </summary>
internal static class UpstreamHead
{
    /// <summary>Writes the head; <paramref name="length"/> -1 announces a chunked body.</summary>
    internal static void Write(ByteBuffer output, RequestHead head, UpstreamTarget target, long length)
    {
        output.Append("POST "u8);
        output.Append(target.BasePath);
        output.Append(head.Target.Span);
        output.Append(" HTTP/1.1\r\nHost: "u8);
        output.Append(target.Host);
        output.Append("\r\n"u8);
        output.Append(head.Fields.Span);
        if (head.Trace.IsOn)
        {
            TraceParent.WriteField(output, in head.Trace, head.Trace.SpanOfAttempt(head.Attempts));
            output.Append(head.TraceState.Span);
        }
        if (!target.IsTls)
            output.Append(head.Forwarded.Span);
        output.Append(target.AuthField);
        // End marks and usage are read from what passes by, so it must pass uncompressed (specs/openai.md).
        output.Append("Accept-Encoding: identity\r\n"u8);
        if (length < 0)
            RequestLines.Chunked(output);
        else
            RequestLines.ContentLength(output, length);
        RequestLines.EndOfHead(output);
    }
}
