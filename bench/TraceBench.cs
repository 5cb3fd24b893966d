using BenchmarkDotNet.Attributes;
using Edge.Buffers;
using Edge.Telemetry.Tracing;

namespace Edge.Bench;

/// <summary>What tracing adds to a request that is not kept: nothing may be allocated.</summary>
[MemoryDiagnoser]
public class TraceBench
{
    private readonly HeadSampling _sampling = new(0.01);
    private readonly ByteBuffer _output = new(256);

    /// <summary>Reads the caller's field, decides, and writes the one of an attempt.</summary>
    [Benchmark]
    public int BeginAndAnnounce()
    {
        TraceContext trace = _sampling.Begin("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"u8);
        _output.Clear();
        TraceParent.WriteField(_output, in trace, trace.SpanOfAttempt(1));
        return _output.Length;
    }
}
