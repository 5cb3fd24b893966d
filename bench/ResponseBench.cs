using System.Text;
using BenchmarkDotNet.Attributes;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry.Usage;

namespace Edge.Bench;

/// <summary>What reading answers costs: nothing may be allocated.</summary>
[MemoryDiagnoser]
public class ResponseBench
{
    private const int EventBytes = 220, EventsPerRead = 16;

    private readonly ResponseReader _reader = new();
    private readonly ResponseReader _stream = new();
    private readonly EventStreamTracker _tracker = new(new UsageScanner());
    private byte[] _answer = [];
    private byte[] _event = [];
    private byte[] _events = [];

    /// <summary>Makes the answers, and opens a stream whose head is already read.</summary>
    [GlobalSetup]
    public void Setup()
    {
        const string head = "HTTP/1.1 200 OK\r\ndate: Fri, 01 Aug 2025 10:00:00 GMT\r\nserver: uvicorn\r\ncontent-type: application/json\r\n"
            + "x-request-id: 4f1c2b7e9d3a4c55\r\nopenai-processing-ms: 412\r\ncontent-length: ";
        string body = "{\"id\":\"chatcmpl-1\",\"choices\":[{\"message\":{\"content\":\"".PadRight(600 - head.Length - 10, 'x') + "\"}}]}";
        _answer = Encoding.ASCII.GetBytes($"{head}{body.Length}\r\n\r\n{body}");
        string data = "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"delta\":{\"content\":\"".PadRight(EventBytes - 7, 'x') + "\"}}]}\n\n";
        _event = Encoding.ASCII.GetBytes($"{data.Length:x}\r\n{data}\r\n");
        _events = [.. Enumerable.Repeat(_event, EventsPerRead).SelectMany(e => e)];
        _stream.Reset(headRequest: false);
        _tracker.Reset(EndMark.Done);
        ReadOnlySpan<byte> input = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"u8;
        _stream.Next(ref input, out _);
    }

    /// <summary>A JSON answer of 600 bytes, whole.</summary>
    [Benchmark]
    public int JsonAnswer()
    {
        _reader.Reset(headRequest: false);
        ReadOnlySpan<byte> input = _answer;
        int bytes = 0;
        while (_reader.Next(ref input, out ReadOnlySpan<byte> payload) is ResponseStep.Head or ResponseStep.Payload)
            bytes += payload.Length;
        return bytes;
    }

    /// <summary>One event of 220 bytes, one chunk, one read.</summary>
    [Benchmark]
    public bool Event() => Pass(_event);

    /// <summary>Sixteen such events in one read, per event.</summary>
    [Benchmark(OperationsPerInvoke = EventsPerRead)]
    public bool EventInABurst() => Pass(_events);

    private bool Pass(ReadOnlySpan<byte> input)
    {
        while (_stream.Next(ref input, out ReadOnlySpan<byte> payload) == ResponseStep.Payload)
            _tracker.Feed(payload);
        return _tracker.AtBoundary;
    }
}
