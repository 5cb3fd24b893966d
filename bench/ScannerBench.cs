using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Edge.Intake;

namespace Edge.Bench;

/// <summary>Finding <c>model</c>, to the end of the body, against System.Text.Json's reader doing the same.</summary>
[MemoryDiagnoser]
[MinColumn]
public class ScannerBench
{
    private const int SegmentSize = 16 * 1024;

    private readonly ModelScanner _scanner = new();
    private byte[] _body = [];

    /// <summary>The bodies, by what they are like.</summary>
    public enum Body
    {
        ModelFirst300B,
        ModelLast300B,
        Chat8KiB,
        Image1MiB,
        Escapes64KiB,
    }

    [ParamsAllValues]
    public Body Kind { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = Encoding.UTF8.GetBytes(Bodies.Make(Kind));
        if (Scanner() != 3 || Segments() != 3 || Reader() != 3)
            throw new InvalidOperationException("the contestants disagree");
    }

    [Benchmark(Baseline = true)]
    public int Reader()
    {
        var reader = new Utf8JsonReader(_body);
        int length = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isModel = reader.ValueTextEquals("model"u8);
            reader.Read();
            if (isModel)
                length = reader.ValueSpan.Length;
            reader.Skip();
        }
        return length;
    }

    [Benchmark]
    public int Scanner()
    {
        _scanner.Reset();
        _scanner.Feed(_body);
        _scanner.Finish();
        return _scanner.Model.Length;
    }

    [Benchmark]
    public int Segments()
    {
        _scanner.Reset();
        for (int at = 0; at < _body.Length; at += SegmentSize)
            _scanner.Feed(_body.AsSpan(at, Math.Min(SegmentSize, _body.Length - at)));
        _scanner.Finish();
        return _scanner.Model.Length;
    }

    /// <summary>Bodies as clients send them.</summary>
    private static class Bodies
    {
        private const string Settings = "\"stream\":true,\"temperature\":0.7,\"max_tokens\":256";
        private const string Prose = "The quick brown fox jumps over the lazy dog.";

        internal static string Make(Body kind) => kind switch
        {
            Body.ModelFirst300B => $"{{\"model\":\"gpt\",{Settings},\"messages\":[{Repeat(Message(Prose), 200)}]}}",
            Body.ModelLast300B => $"{{\"messages\":[{Repeat(Message(Prose), 200)}],{Settings},\"model\":\"gpt\"}}",
            Body.Chat8KiB => $"{{\"messages\":[{Repeat(Message("He said: \\\"" + Prose + "\\\"\\n"), 8 << 10)}],\"model\":\"gpt\"}}",
            Body.Image1MiB => $"{{\"messages\":[{Message("data:image/png;base64," + Repeat("iVBORw0KGgoAAAANSUhEUg", 1 << 20, ""))}],\"model\":\"gpt\"}}",
            _ => $"{{\"tools\":[{Repeat("{\"a\":\"{\\\"q\\\":[1,\\\"\\\\n\\\"]}\",\"b\":[1,{\"c\":\"\\u00e9\\n\"}]}", 64 << 10)}],\"model\":\"gpt\"}}",
        };

        private static string Message(string content) => $"{{\"role\":\"user\",\"content\":\"{content}\"}}";

        private static string Repeat(string text, int bytes, string between = ",") => string.Join(between, Enumerable.Repeat(text, (bytes / text.Length) + 1));
    }
}
