using System.Text;
using BenchmarkDotNet.Attributes;
using Edge.Forwarding;
using Edge.Telemetry.Usage;

namespace Edge.Bench;

/// <summary>What it costs to find the usage in answers that pass: nothing may be allocated.</summary>
[MemoryDiagnoser]
public class UsageBench
{
    private const int AnswerBytes = 8 * 1024, EventBytes = 220, EventCount = 500;
    private const string Usage =
        "\"usage\":{\"prompt_tokens\":1117,\"completion_tokens\":46,\"total_tokens\":1163,\"prompt_tokens_details\":{\"cached_tokens\":1024,\"audio_tokens\":0},"
        + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";

    private readonly UsageScanner _scanner = new();
    private readonly EventStreamTracker _plain = new(new UsageScanner());
    private readonly byte[] _tail = new byte[4096];
    private byte[] _answer = [];
    private byte[][] _events = [];
    private byte[][] _eventsWithNull = [];
    private byte[][] _eventsWithUsage = [];

    /// <summary>Makes an answer of 8 KiB and three streams of 500 events, whose last one but the end mark says what it took.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string end = "\"}}]," + Usage + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_07871e2ad8\"}";
        _answer = Encoding.ASCII.GetBytes("{\"id\":\"chatcmpl-1\",\"choices\":[{\"message\":{\"content\":\"".PadRight(AnswerBytes - end.Length, 'x') + end);
        _events = Stream("");
        _eventsWithNull = Stream(",\"usage\":null");
        _eventsWithUsage = Stream(",\"usage\":{\"prompt_tokens\":1117,\"total_tokens\":1163,\"completion_tokens\":46}");
    }

    /// <summary>A JSON answer of 8 KiB in one piece.</summary>
    [Benchmark]
    public bool Document()
    {
        _scanner.Reset(deepest: 1);
        _scanner.Feed(_answer);
        return _scanner.EndDocument();
    }

    /// <summary>What it would cost to keep the last 4 KiB of it instead, before anything is looked for in them.</summary>
    [Benchmark]
    public void TailOfDocument() => _answer.AsSpan(AnswerBytes - _tail.Length).CopyTo(_tail);

    /// <summary>An event of 220 bytes of a stream, its end mark looked for as well.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public long Event() => Pass(_events);

    /// <summary>The same where each event says <c>"usage":null</c>, as OpenAI does for callers who ask for usage.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public long EventWithNull() => Pass(_eventsWithNull);

    /// <summary>The same where each event says what it took so far.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public long EventWithUsage() => Pass(_eventsWithUsage);

    /// <summary>What it would cost to keep the last event instead.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public void TailOfEvents()
    {
        foreach (byte[] piece in _events)
            piece.CopyTo(_tail);
    }

    private static byte[][] Stream(string usage)
    {
        string end = "\"},\"finish_reason\":null}]" + usage + "}\n\n";
        string one = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{\"content\":\"".PadRight(EventBytes - end.Length, 'x') + end;
        return
        [
            .. Enumerable.Repeat(one, EventCount - 2).Select(Encoding.ASCII.GetBytes),
            Encoding.ASCII.GetBytes("data: {\"id\":\"chatcmpl-1\",\"choices\":[]," + Usage + "}\n\n"), "data: [DONE]\n\n"u8.ToArray(),
        ];
    }

    private long Pass(byte[][] events)
    {
        _plain.Reset(EndMark.Done);
        foreach (byte[] piece in events)
            _plain.Feed(piece);
        return _plain.Uncounted;
    }
}
