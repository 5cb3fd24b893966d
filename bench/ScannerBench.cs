using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Edge.Intake;

namespace Edge.Bench;

/// <summary>
/// Finding <c>model</c>, to the end of the body, against System.Text.Json doing the same, and against the search for a byte that
/// is not there, which only looks at each byte once.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
public class ScannerBench
{
    private const int SegmentSize = 16 * 1024;
    private const int NameLength = 6;

    private readonly ModelScanner _serial = new(BlockWidth.None);
    private readonly ModelScanner _by128 = new(BlockWidth.Vector128);
    private readonly ModelScanner _by256 = new(BlockWidth.Vector256);
    private readonly ModelScanner _by512 = new(BlockWidth.Vector512);
    private byte[] _body = [];

    /// <summary>The bodies, by what they are like.</summary>
    public enum Body
    {
        ModelFirst300B,
        ModelLast300B,
        Chat8KiB,
        Image1MiB,
        Escapes64KiB,
        Escapes1MiB,
    }

    [ParamsAllValues]
    public Body Kind { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = Encoding.UTF8.GetBytes(Bodies.Make(Kind));
        int[] lengths = [Reader(), Document(), Serial(), Vector128(), Vector256(), Vector512(), Segments()];
        if (lengths.Any(length => length != NameLength) || AbsentByte() >= 0)
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
    public int Document()
    {
        using var document = JsonDocument.Parse(_body);
        return document.RootElement.GetProperty("model"u8).GetString()!.Length;
    }

    [Benchmark]
    public int Serial() => Whole(_serial);

    [Benchmark]
    public int Vector128() => Whole(_by128);

    [Benchmark]
    public int Vector256() => Whole(_by256);

    [Benchmark]
    public int Vector512() => Whole(_by512);

    [Benchmark]
    public int Segments()
    {
        _by512.Reset();
        for (int at = 0; at < _body.Length; at += SegmentSize)
            _by512.Feed(_body.AsSpan(at, Math.Min(SegmentSize, _body.Length - at)));
        _by512.Finish();
        return _by512.Model.Length;
    }

    /// <summary>No body of these has a NUL.</summary>
    [Benchmark]
    public int AbsentByte() => _body.AsSpan().IndexOf((byte)0);

    private int Whole(ModelScanner scanner)
    {
        scanner.Reset();
        scanner.Feed(_body);
        scanner.Finish();
        return scanner.Model.Length;
    }

    /// <summary>Bodies as clients send them.</summary>
    private static class Bodies
    {
        private const string Settings = "\"stream\":true,\"temperature\":0.7,\"max_tokens\":256";
        private const string Prose = "The quick brown fox jumps over the lazy dog.";

        internal static string Make(Body kind) => kind switch
        {
            Body.ModelFirst300B => $"{{\"model\":\"gpt-4o\",{Settings},\"messages\":[{Repeat(Message(Prose), 200)}]}}",
            Body.ModelLast300B => $"{{\"messages\":[{Repeat(Message(Prose), 200)}],{Settings},\"model\":\"gpt-4o\"}}",
            Body.Chat8KiB => $"{{\"messages\":[{Repeat(Message("He said: \\\"" + Prose + "\\\"\\n"), 8 << 10)}],\"model\":\"gpt-4o\"}}",
            Body.Image1MiB => $"{{\"messages\":[{Message("data:image/png;base64," + Repeat("iVBORw0KGgoAAAANSUhEUg", 1 << 20, ""))}],\"model\":\"gpt-4o\"}}",
            Body.Escapes64KiB => Escapes(64 << 10),
            _ => Escapes(1 << 20),
        };

        private static string Escapes(int bytes) =>
            $"{{\"tools\":[{Repeat("{\"a\":\"{\\\"q\\\":[1,\\\"\\\\n\\\"]}\",\"b\":[1,{\"c\":\"\\u00e9\\n\"}]}", bytes)}],\"model\":\"gpt-4o\"}}";

        private static string Message(string content) => $"{{\"role\":\"user\",\"content\":\"{content}\"}}";

        private static string Repeat(string text, int bytes, string between = ",") => string.Join(between, Enumerable.Repeat(text, (bytes / text.Length) + 1));
    }
}
