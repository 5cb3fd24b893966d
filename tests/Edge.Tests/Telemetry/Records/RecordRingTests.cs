using Edge.Telemetry.Records;
using Shared.Memory;

namespace Edge.Tests.Telemetry.Records;

public sealed class RecordRingTests
{
    [Fact]
    public void Records_come_out_as_they_went_in()
    {
        var ring = new RecordRing(static () => { }, manyWriters: false);
        var seen = new Seen();
        for (int round = 0; round < 5; round++)
        {
            for (int i = 0; i < RecordRing.Size - 1; i++)
                ring.Write(new RequestRecord { RequestBytes = (round * 10_000) + i }).ShouldBeTrue();
            ring.HasRecords.ShouldBeTrue();
            ring.Drain(seen).ShouldBe(RecordRing.Size - 1);
            ring.HasRecords.ShouldBeFalse();
        }
        seen.Numbers.ShouldBe(Enumerable.Range(0, 5).SelectMany(round => Enumerable.Range(0, RecordRing.Size - 1).Select(i => (long)((round * 10_000) + i))));
    }

    [Fact]
    public void A_full_ring_drops_what_comes_and_counts_it()
    {
        var ring = new RecordRing(static () => { }, manyWriters: false);
        for (int i = 0; i < RecordRing.Size; i++)
            ring.Write(new RequestRecord { RequestBytes = i }).ShouldBeTrue();
        ring.Write(new RequestRecord { RequestBytes = -1 }).ShouldBeFalse();
        ring.Dropped.ShouldBe(1);
        var seen = new Seen();
        ring.Drain(seen);
        seen.Numbers.ShouldBe(Enumerable.Range(0, RecordRing.Size).Select(i => (long)i));
        ring.Write(new RequestRecord()).ShouldBeTrue();
    }

    [Fact]
    public void The_reader_is_woken_long_before_it_is_full_and_not_for_each_record()
    {
        int woken = 0;
        var ring = new RecordRing(() => woken++, manyWriters: false);
        for (int i = 0; i < RecordRing.Size; i++)
            ring.Write(default);
        woken.ShouldBeInRange(1, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Nothing_is_lost_or_torn_between_threads(int writers)
    {
        const int Each = 200_000;
        var ring = new RecordRing(static () => { }, manyWriters: writers > 1);
        var seen = new Seen();
        Task[] writing = [.. Enumerable.Range(0, writers).Select(w => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                long number = ((long)w << 32) | (uint)i;
                var record = new RequestRecord { RequestBytes = number, Began = number, Ended = number };
                while (!ring.Write(in record))
                    Thread.Yield();
            }
        }))];
        Task all = Task.WhenAll(writing);
        while (!all.IsCompleted)
        {
            if (ring.Drain(seen) == 0)
                Thread.Yield();
        }
        await all;
        ring.Drain(seen);
        seen.Torn.ShouldBe(0);
        seen.Numbers.Count.ShouldBe(writers * Each);
        for (int w = 0; w < writers; w++)
            seen.Numbers.Where(n => n >> 32 == w).Select(n => (int)n).ShouldBe(Enumerable.Range(0, Each));
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing()
    {
        var ring = new RecordRing(static () => { }, manyWriters: false);
        var nobody = new Nobody();
        var record = new RequestRecord { Account = "a", RequestBytes = 1 };
        SteadyState.Allocates(() =>
        {
            for (int i = 0; i < 1000; i++)
                ring.Write(in record);
            ring.Drain(nobody);
        }).ShouldBe(0);
        ring.Dropped.ShouldBe(0);
    }

    private sealed class Seen : IRecordSink
    {
        internal List<long> Numbers { get; } = [];

        internal int Torn { get; private set; }

        public void Take(in RequestRecord record)
        {
            if (record.Began != record.Ended || (record.Began != 0 && record.Began != record.RequestBytes))
                Torn++;
            Numbers.Add(record.RequestBytes);
        }

        public void Flush()
        {
        }
    }

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
