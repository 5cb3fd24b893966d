using Edge.Buffers;

namespace Edge.Tests.Buffers;

public class MemoryGaugeTests
{
    [Fact]
    public void What_all_pools_have_lent_counts()
    {
        var gauge = new MemoryGauge(3 * BlockPool.BlockSize);
        BlockPool one = gauge.Watch(new BlockPool()), two = gauge.Watch(new BlockPool(shared: false));
        byte[] block = one.Rent();
        two.Rent();
        gauge.Used.ShouldBe(2 * BlockPool.BlockSize);
        gauge.Look().ShouldBeFalse();
        two.Rent();
        gauge.IsFull.ShouldBeFalse("nobody has looked");
        gauge.Look().ShouldBeTrue();
        gauge.IsFull.ShouldBeTrue();
        one.Return(block);
        gauge.Look().ShouldBeFalse();
        gauge.IsFull.ShouldBeFalse();
    }
}
