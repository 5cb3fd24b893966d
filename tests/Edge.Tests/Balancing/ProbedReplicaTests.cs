using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Buffers;

namespace Edge.Tests.Balancing;

public class ProbedReplicaTests
{
    private static readonly ProbeConfig Probe = ProbeConfig.Default with { UnhealthyAfter = 3, HealthyAfter = 2 };
    private readonly CoarseClock _clock = new();
    private readonly HealthBoard _board;
    private readonly ReplicaGroup _group = new();
    private readonly ReplicaHealth _health;

    public ProbedReplicaTests()
    {
        _board = new HealthBoard(_clock);
        _group.Configure(2, 50);
        _health = NewHealth();
    }

    private ReplicaHealth NewHealth()
    {
        var health = new ReplicaHealth(_board, _group);
        health.Configure(new HealthConfig { Probe = Probe });
        return health;
    }

    private static bool[] Ask(ReplicaHealth health, params bool[] answers) => [.. answers.Select(health.Probed)];

    [Fact]
    public void So_many_failures_in_a_row_take_it_down_and_so_many_good_answers_bring_it_back()
    {
        Ask(_health, false, false, true, false, false).ShouldAllBe(changed => !changed);
        _health.State.ShouldBe(HealthState.InService);
        Ask(_health, false).ShouldBe([true]);
        _health.State.ShouldBe(HealthState.Down);
        _health.Warmth.ShouldBe(0);
        Ask(_health, true, false, true).ShouldAllBe(changed => !changed);
        Ask(_health, true).ShouldBe([true]);
        _health.State.ShouldBe(HealthState.Warming);
    }

    [Fact]
    public void Time_and_requests_do_not_bring_it_back()
    {
        Ask(_health, false, false, false);
        _clock.Set(_clock.Now + 1_000_000);
        _board.Sweep();
        _health.Succeeded();
        _health.TryProbe().ShouldBeFalse();
        _health.State.ShouldBe(HealthState.Down);
        _board.HasAny.ShouldBeTrue();
    }

    [Fact]
    public void All_may_be_down_and_each_that_is_leaves_less_for_ejections()
    {
        ReplicaHealth other = NewHealth();
        Ask(_health, false, false, false);
        Ask(other, false, false, false);
        other.State.ShouldBe(HealthState.Down);
        _group.TryEject().ShouldBeFalse();
        Ask(_health, true, true);
        Ask(other, true, true);
        _group.TryEject().ShouldBeTrue();
        _group.TryEject().ShouldBeFalse("half of two");
    }

    [Fact]
    public void One_that_is_ejected_already_is_counted_once()
    {
        for (int i = 0; i < 5; i++)
            _health.Failed();
        Ask(_health, false, false, false);
        _health.State.ShouldBe(HealthState.Down);
        Ask(_health, true, true);
        _group.TryEject().ShouldBeTrue();
    }

    [Fact]
    public void Once_nobody_asks_any_more_it_is_back()
    {
        Ask(_health, false, false, false);
        _health.Configure(new HealthConfig());
        _health.State.ShouldBe(HealthState.Warming);
        Ask(_health, false, false, false).ShouldAllBe(changed => !changed);
    }

    [Fact]
    public void One_that_is_gone_is_not_taken_down()
    {
        _health.Forget();
        Ask(_health, false, false, false);
        _board.HasAny.ShouldBeFalse();
    }
}
