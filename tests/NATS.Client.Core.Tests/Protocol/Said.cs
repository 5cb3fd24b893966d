using System.Buffers;
using System.Text;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Tests.Protocol;

/// <summary>A command as text, so that two parsers can be compared.</summary>
internal static class Said
{
    /// <summary>What <see cref="FrameParser"/> makes of segments: a line for each command, then how it ended.</summary>
    internal static string ByParser(int maxPayload, params ReadOnlyMemory<byte>[] segments)
    {
        var parser = new FrameParser(maxPayload);
        ReadOnlySequence<byte> buffer = Segments.Join(segments);
        var said = new StringBuilder();
        while (true)
        {
            FrameStatus status = buffer.IsEmpty ? FrameStatus.Incomplete : parser.TryRead(ref buffer, out Frame frame).Also(frame, said);
            if (status != FrameStatus.Complete)
                return said.Append(status).Append(" at ").Append(buffer.Length).ToString();
        }
    }

    /// <summary>The same, growing the buffer a byte at a time and starting over each time, as a connection would.</summary>
    internal static string ByParserBytewise(int maxPayload, byte[] bytes)
    {
        var parser = new FrameParser(maxPayload);
        var said = new StringBuilder();
        int start = 0;
        FrameStatus status = FrameStatus.Incomplete;
        for (int end = 1; end <= bytes.Length; end++)
        {
            ReadOnlySequence<byte> buffer = Segments.Join([.. Enumerable.Range(start, end - start).Select(i => (ReadOnlyMemory<byte>)bytes.AsMemory(i, 1))]);
            status = parser.TryRead(ref buffer, out Frame frame).Also(frame, said);
            start = end - (int)buffer.Length;
            if (status == FrameStatus.Malformed)
                break;
            status = FrameStatus.Incomplete;
        }
        return said.Append(status).Append(" at ").Append(bytes.Length - start).ToString();
    }

    /// <summary>A command's line.</summary>
    internal static string Line(string kind, int sid, string subject, string replyTo, string headers, string payload, string text) =>
        $"{kind} {sid} <{subject}> <{replyTo}> <{headers}> <{payload}> <{text}>\n";

    /// <summary>A command's line.</summary>
    internal static string Of(in Frame frame) =>
        Line(frame.Kind.ToString(), frame.Sid, Text(frame.Subject), Text(frame.ReplyTo), Text(frame.Headers.ToArray()), Text(frame.Payload.ToArray()), Text(frame.Text));

    private static FrameStatus Also(this FrameStatus status, in Frame frame, StringBuilder said)
    {
        if (status == FrameStatus.Complete)
            said.Append(Of(frame));
        return status;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
