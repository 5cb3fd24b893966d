using ConfigSync.Sync;

namespace ConfigSync.Tests.Sync;

/// <summary>Alone: collections are of the whole process.</summary>
[CollectionDefinition(nameof(ArrivalMemoryTests), DisableParallelization = true)]
[Collection(nameof(ArrivalMemoryTests))]
public class ArrivalMemoryTests
{
    [Fact]
    public void Of_several_in_one_process_each_begins_and_ends_in_any_order()
    {
        ArrivalMemory[] all = [new(), new(), new()];
        all[0].End();
        foreach (ArrivalMemory one in all)
            one.Begin();
        all[0].Begin();
        foreach (ArrivalMemory one in all)
        {
            one.End();
            one.End();
        }
        all[2].Begin();
        all[2].End();
    }

    [Fact]
    public void What_has_come_is_old_when_it_is_settled()
    {
        var memory = new ArrivalMemory();
        memory.Begin();
        // As much as a set is: the collector leaves a handful of objects as young as they are.
        byte[][] kept = [.. Enumerable.Range(0, 100_000).Select(_ => new byte[300])];
        memory.End();
        memory.Settle();
        kept.ShouldAllBe(document => GC.GetGeneration(document) == GC.MaxGeneration);
        int collections = GC.CollectionCount(0);
        memory.Settle();
        GC.CollectionCount(0).ShouldBe(collections);
    }

    [Fact]
    public void A_set_that_outgrows_it_is_collected_as_it_comes()
    {
        var memory = new ArrivalMemory();
        memory.Begin();
        int collections = GC.CollectionCount(0);
        // Twice the most there can be.
        for (int i = 0; i < 12_288; i++)
            GC.KeepAlive(new byte[64 * 1024]);
        GC.CollectionCount(0).ShouldBeGreaterThan(collections);
        memory.End();
    }
}
