using System.Collections.Concurrent;
using Edge.Telemetry.Records;

namespace Edge.Tests.Telemetry.Records;

public sealed class RecordPumpTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public void What_rings_hold_reaches_every_sink_once_the_pump_is_woken()
    {
        var one = new Sink();
        var two = new Sink();
        using var pump = new RecordPump(static _ => { });
        pump.Start(one, two);
        pump.NewRing(manyWriters: false).Write(new RequestRecord { Status = 1 });
        pump.NewRing(manyWriters: true).Write(new RequestRecord { Status = 2 });
        pump.WakeIfNeeded();
        foreach (Sink sink in new[] { one, two })
        {
            SpinWait.SpinUntil(() => sink.Flushed > 0 && sink.Statuses.Count == 2, Soon).ShouldBeTrue();
            sink.Statuses.Order().ShouldBe([1, 2]);
        }
    }

    [Fact]
    public void An_idle_pump_is_not_woken()
    {
        var sink = new Sink();
        using var pump = new RecordPump(static _ => { });
        pump.Start(sink);
        RecordRing ring = pump.NewRing(manyWriters: false);
        pump.WakeIfNeeded();
        ring.Write(new RequestRecord { Status = 7 });
        // Nobody has woken it for this one.
        sink.Statuses.ShouldBeEmpty();
        pump.WakeIfNeeded();
        SpinWait.SpinUntil(() => sink.Statuses.Count == 1, Soon).ShouldBeTrue();
    }

    [Fact]
    public void A_full_ring_wakes_it_by_itself()
    {
        var sink = new Sink();
        using var pump = new RecordPump(static _ => { });
        pump.Start(sink);
        RecordRing ring = pump.NewRing(manyWriters: false);
        for (int i = 0; i < RecordRing.Size / 2; i++)
            ring.Write(new RequestRecord { Status = 1 });
        SpinWait.SpinUntil(() => !sink.Statuses.IsEmpty, Soon).ShouldBeTrue();
    }

    [Fact]
    public void A_sink_that_throws_is_reported_and_harms_no_other()
    {
        var mistakes = new ConcurrentQueue<Exception>();
        var sink = new Sink();
        using (var pump = new RecordPump(mistakes.Enqueue))
        {
            pump.Start(new Broken(), sink);
            RecordRing ring = pump.NewRing(manyWriters: false);
            ring.Write(new RequestRecord { Status = 1 });
            ring.Write(new RequestRecord { Status = 2 });
        }
        sink.Statuses.ShouldBe([1, 2]);
        mistakes.Count.ShouldBe(3);
    }

    [Fact]
    public void What_waits_at_the_end_is_still_read()
    {
        var sink = new Sink();
        var pump = new RecordPump(static _ => { });
        pump.Start(sink);
        pump.NewRing(manyWriters: false).Write(new RequestRecord { Status = 9 });
        pump.Dispose();
        sink.Statuses.ShouldBe([9]);
    }

    private sealed class Sink : IRecordSink
    {
        private int _flushed;

        internal ConcurrentQueue<int> Statuses { get; } = [];

        internal int Flushed => Volatile.Read(ref _flushed);

        public void Take(in RequestRecord record) => Statuses.Enqueue(record.Status);

        public void Flush() => Interlocked.Increment(ref _flushed);
    }

    private sealed class Broken : IRecordSink
    {
        public void Take(in RequestRecord record) => throw new InvalidOperationException("take");

        public void Flush() => throw new InvalidOperationException("flush");
    }
}
