using System.Buffers;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Edge.Telemetry.AccessLog;
using Edge.Telemetry.Exposition;
using Edge.Telemetry.Records;
using Edge.Telemetry.Traffic;
using Edge.Telemetry.Usage;

namespace Edge.Bench;

/// <summary>What the thread that reads records makes of one: its metrics, its part of the console's figures, its line of the access log.</summary>
[MemoryDiagnoser]
[MinColumn]
public class SinkBench : IDisposable
{
    // A few milliseconds of a busy edge, of some routes in turn.
    private const int Records = 1024, Routes = 8;
    private readonly Meter _meter = new("bench");
    private readonly MetricsExposition _exposition;
    private readonly TrafficMetrics _metrics;
    private readonly TrafficSink _traffic;
    private readonly JsonLine _line;
    private readonly ArrayBufferWriter<byte> _output = new(1024 * 1024);
    private readonly RequestRecord[] _records = new RequestRecord[Records];

    /// <summary>Makes the records.</summary>
    public SinkBench()
    {
        var clock = new RecordClock(TimeProvider.System);
        _exposition = new MetricsExposition(meter => meter == _meter, TimeProvider.System, new ExpositionLimits());
        _metrics = new TrafficMetrics(_meter, _exposition, clock);
        _traffic = new TrafficSink(new TrafficBook(), clock);
        _line = new JsonLine(clock);
        string[] names = [.. Enumerable.Range(0, Routes).Select(i => $"accounts/default/deployments/model-{i}")];
        string[] replicas = [.. Enumerable.Range(0, Routes).Select(i => $"http://10.0.0.{i}:8000/")];
        long now = TimeProvider.System.GetTimestamp(), microsecond = TimeProvider.System.TimestampFrequency / 1_000_000;
        for (int i = 0; i < Records; i++)
        {
            long began = now - (Records - i) * 30 * microsecond;
            _records[i] = Chat(began, microsecond) with { Router = names[i % Routes], Deployment = names[i % Routes], Replica = replicas[i % Routes] };
            _records[i].RequestId.Set("req_0123456789abcdef0000000000000001"u8);
        }
    }

    /// <summary>Counters and histograms, which readers may see then.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void Metrics()
    {
        foreach (ref readonly RequestRecord record in _records.AsSpan())
            _metrics.Take(in record);
        _metrics.Flush();
    }

    /// <summary>Figures of the console.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void Console()
    {
        foreach (ref readonly RequestRecord record in _records.AsSpan())
            _traffic.Take(in record);
    }

    /// <summary>A line of JSON each.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public void Lines()
    {
        _output.ResetWrittenCount();
        foreach (ref readonly RequestRecord record in _records.AsSpan())
            _line.Write(_output, in record);
    }

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _exposition.Dispose();
        _meter.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A small chat whose answer took two milliseconds and a half.</summary>
    private static RequestRecord Chat(long began, long microsecond) => new()
    {
        Began = began,
        Routed = began + 3 * microsecond,
        Picked = began + 4 * microsecond,
        Leased = began + 6 * microsecond,
        Sent = began + 20 * microsecond,
        FirstByte = began + 2_400 * microsecond,
        Ended = began + 2_412 * microsecond,
        Account = "default",
        Key = "sk-mobile",
        Operation = CallOperation.Chat,
        Usage = new UsageFigures(20, 100, 0, 0, IsEstimate: false),
        RequestBytes = 256,
        ResponseBytes = 600,
        Status = 200,
        Attempts = 1,
        Outcome = RequestOutcome.Answered,
        Stage = RequestStage.Relaying,
        IsReused = true,
        HasAttempt = true,
    };
}
