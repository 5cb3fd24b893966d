using Edge.LoadTests.Chaos.Stand;

namespace LoadTests.Tests.Audit;

public class MemoryWatchTests
{
    [Fact]
    public void The_slope_is_that_of_the_closest_line()
    {
        MemoryWatch.Slope([(0, 10), (1, 12), (2, 14)]).ShouldBe(2, 1e-9);
        MemoryWatch.Slope([(0, 1), (1, 3), (2, 1), (3, 3)]).ShouldBe(0.4, 1e-9);
        MemoryWatch.Slope([(5, 5)]).ShouldBe(0);
    }
}
