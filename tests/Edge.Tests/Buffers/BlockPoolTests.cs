using Edge.Buffers;

namespace Edge.Tests.Buffers;

/// <summary>Pooled blocks.</summary>
public sealed class BlockPoolTests
{
    [Fact]
    public void A_block_that_came_back_is_used_again()
    {
        var pool = new BlockPool();
        byte[] block = pool.Rent();
        pool.Return(block);
        pool.Rent().ShouldBeSameAs(block);
    }

    [Fact]
    public void No_more_are_kept_than_was_said()
    {
        var pool = new BlockPool(keep: 2);
        byte[][] blocks = [pool.Rent(), pool.Rent(), pool.Rent()];
        foreach (byte[] block in blocks)
            pool.Return(block);
        new[] { pool.Rent(), pool.Rent(), pool.Rent() }.Count(blocks.Contains).ShouldBe(2);
    }

    [Fact]
    public async Task Threads_never_share_a_block()
    {
        var pool = new BlockPool();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                byte[] block = pool.Rent();
                block[7] = (byte)thread;
                block[7].ShouldBe((byte)thread);
                pool.Return(block);
            }
        })));
        pool.Rented.ShouldBe(0);
    }
}
