using BenchmarkDotNet.Attributes;
using ConfigSync.Resources;
using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Bench;

/// <summary>What keeping a record of a request costs its loop, and what reading it costs the thread that does: nothing may be allocated.</summary>
[MemoryDiagnoser]
public class RecordBench
{
    // Half of a ring: it is never full, and its reader is not woken by another thread's system call more than once.
    private const int Requests = RecordRing.Size / 2;
    private readonly RecordServices _services = new(new RecordRing(static () => { }, manyWriters: false), TimeProvider.System);
    private readonly Nobody _nobody = new();
    private readonly DeploymentConfig _deployment = new() { Id = "a" };
    private readonly UsageFigures _usage = new(20, 100, 0, 0, IsEstimate: false);
    private RequestRecorder _recorder = null!;

    /// <summary>Makes the recorder.</summary>
    [GlobalSetup]
    public void Setup() => _recorder = new RequestRecorder(_services);

    /// <summary>A small chat: seven turning points and the way through the ring.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public int Chat()
    {
        for (int i = 0; i < Requests; i++)
        {
            _recorder.Begin(CallOperation.Chat, "default", "key", default);
            _recorder.Routed("accounts/default/routers/chat");
            _recorder.Picked(_deployment, "accounts/default/deployments/a", "http://10.0.0.1:8000/");
            _recorder.Leased(reused: true);
            _recorder.Sent();
            _recorder.FirstByte(isStream: false);
            _recorder.End(FaultKind.None, 200, "0123456789abcdef0123456789abcdef0123"u8, 300, 600, in _usage);
        }
        return _services.Ring.Drain(_nobody);
    }

    /// <summary>One piece of an event stream.</summary>
    [Benchmark]
    public void Chunk() => _recorder.Chunk();

    private sealed class Nobody : IRecordSink
    {
        public void Take(in RequestRecord record)
        {
        }

        public void Flush()
        {
        }
    }
}
