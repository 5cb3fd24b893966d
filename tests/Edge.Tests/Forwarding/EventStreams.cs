using Edge.Forwarding;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Forwarding;

/// <summary>Streams that splits and mutations start from, and a way to read them in pieces.</summary>
internal static class EventStreams
{
    internal static readonly string[] All =
    [
        "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: {\"id\":\"1\",\"choices\":[]}\n\ndata: [DONE]\n\n",
        "\xEF\xBB\xBF: hello\r\n\r\nid: 7\r\ndata:{\"choices\":[]}\r\n\r\ndata:[DONE]\r\n\r\n",
        "event: response.created\ndata: {\"type\":\"response.created\"}\n\nevent: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{}}\n\n",
        "data: {\"type\":\"response.output_text.delta\",\"delta\":\"x\"}\r\rdata: {\"type\":\"response.failed\"}\r\r",
        "event: message_start\ndata: {\"type\": \"message_start\"}\n\nevent: ping\ndata: {\"type\": \"ping\"}\n\nevent: message_stop\ndata: {\"type\": \"message_stop\"}\n\n",
        "data: {\"choices\":[]}\n\ndata: {\"error\": {\"message\": \"out of memory\"}}\n\n",
        "event: error\ndata: {\"type\":\"error\",\"error\":{}}\n\n",
        "data\ndata\n\nretry: 10\ndata: {\"error\":null}\n\n",
    ];

    /// <summary>What streams are changed with.</summary>
    internal static readonly string[] Splinters =
    [
        "\n", "\r", "\r\n", "\n\n", ":", " ", "\t", "data", "data:", "data: ", "event: ", "event: error\n", "data: [DONE]\n", "[DONE]", "\xEF\xBB\xBF",
        "{\"error\":", "{\"type\":\"message_stop\"}", "null", "\"", "{", "\0", new string(' ', 240), new string('x', 300),
    ];

    internal static (bool Mark, bool Boundary) Read(EndMark mark, byte[] body, params ReadOnlySpan<int> cuts)
    {
        var tracker = new EventStreamTracker(new UsageScanner());
        tracker.Reset(mark);
        int start = 0;
        bool seen = tracker.MarkSeen;
        foreach (int cut in cuts)
        {
            tracker.Feed(body.AsSpan(start, cut - start));
            start = cut;
            (tracker.MarkSeen || !seen).ShouldBeTrue("a mark seen was forgotten");
            seen = tracker.MarkSeen;
        }
        tracker.Feed(body.AsSpan(start));
        return (tracker.MarkSeen, tracker.AtBoundary);
    }
}
