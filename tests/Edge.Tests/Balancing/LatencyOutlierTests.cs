using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Buffers;

namespace Edge.Tests.Balancing;

public class LatencyOutlierTests
{
    private readonly CoarseClock _clock = new();
    private readonly HealthBoard _board;
    private readonly ReplicaGroup _group = new();
    private readonly ReplicaHealth[] _all;

    public LatencyOutlierTests()
    {
        _board = new HealthBoard(_clock);
        _group.Configure(4, 50);
        _all = [.. Enumerable.Range(0, 4).Select(_ => new ReplicaHealth(_board, _group))];
        foreach (ReplicaHealth health in _all)
            health.Configure(new HealthConfig { LatencyOutlier = 3 });
    }

    private void Answer(int replica, long milliseconds, int times = LatencyBook.Answers)
    {
        for (int i = 0; i < times; i++)
            _all[replica].FirstByteAfter(milliseconds);
    }

    [Fact]
    public void One_that_takes_three_times_as_long_as_is_usual_is_left_out()
    {
        Answer(0, 100);
        Answer(1, 120);
        Answer(2, 110);
        Answer(3, 329);
        _all[3].State.ShouldBe(HealthState.InService, "110 is usual");
        Answer(3, 331);
        _all[3].State.ShouldBe(HealthState.Ejected);
        _all.Count(health => health.State == HealthState.InService).ShouldBe(3);
    }

    [Fact]
    public void Fewer_than_fifty_answers_say_nothing()
    {
        Answer(0, 100);
        Answer(1, 900, LatencyBook.Answers - 1);
        _all[1].State.ShouldBe(HealthState.InService);
        Answer(1, 900, 1);
        _all[1].State.ShouldBe(HealthState.Ejected);
    }

    [Fact]
    public void Answers_of_more_than_a_minute_say_nothing_together()
    {
        Answer(0, 100);
        Answer(1, 900, LatencyBook.Answers - 1);
        _clock.Set(_clock.Now + 60_001);
        Answer(0, 100);
        Answer(1, 900, 1);
        _all[1].State.ShouldBe(HealthState.InService);
    }

    [Fact]
    public void What_nobody_else_has_shown_lately_is_compared_with_nothing()
    {
        Answer(0, 100);
        _clock.Set(_clock.Now + 60_001);
        Answer(1, 900);
        _all[1].State.ShouldBe(HealthState.InService);
    }

    [Fact]
    public void A_difference_that_the_clock_cannot_tell_ejects_nobody()
    {
        Answer(0, 0);
        Answer(1, 0);
        Answer(2, 19);
        _all[2].State.ShouldBe(HealthState.InService);
        Answer(2, 20);
        _all[2].State.ShouldBe(HealthState.Ejected);
    }

    [Fact]
    public void No_more_are_left_out_than_may_be()
    {
        Answer(0, 10);
        Answer(1, 1000);
        Answer(2, 1000);
        Answer(3, 1000);
        _all.Count(health => health.State == HealthState.Ejected).ShouldBeLessThanOrEqualTo(2);
        _all[0].State.ShouldBe(HealthState.InService);
    }

    [Fact]
    public void Without_the_setting_nobody_is_an_outlier()
    {
        _all[1].Configure(new HealthConfig());
        Answer(0, 10);
        Answer(1, 10_000);
        _all[1].State.ShouldBe(HealthState.InService);
    }
}
