using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Buffers;

namespace Edge.Tests.Balancing;

public class ReplicaHealthTests
{
    private readonly CoarseClock _clock = new();
    private readonly HealthBoard _board;
    private readonly ReplicaGroup _siblings = new();
    private readonly ReplicaHealth _health;

    public ReplicaHealthTests()
    {
        _board = new HealthBoard(_clock);
        _siblings.Configure(4, 50);
        _health = NewHealth();
    }

    private ReplicaHealth NewHealth() => new(_board, _siblings);

    private void Pass(int milliseconds)
    {
        _clock.Set(_clock.Now + milliseconds);
        _board.Sweep();
    }

    private static void Fail(ReplicaHealth health, int times = 5)
    {
        for (int i = 0; i < times; i++)
            health.Failed();
    }

    [Fact]
    public void Failures_in_a_row_eject_and_a_success_between_them_does_not()
    {
        Fail(_health, 4);
        _health.Succeeded();
        Fail(_health, 4);
        _health.State.ShouldBe(HealthState.InService);
        _board.HasAny.ShouldBeFalse();
        _health.Failed();
        _health.State.ShouldBe(HealthState.Ejected);
        _board.HasAny.ShouldBeTrue();
        _board.Ejections.ShouldBe(1);
    }

    [Fact]
    public void Half_of_twenty_requests_that_fail_eject_too()
    {
        for (int i = 0; i < 9; i++)
        {
            _health.Failed();
            _health.Succeeded();
        }
        _health.Failed();
        _health.State.ShouldBe(HealthState.InService);
        _health.Succeeded();
        _health.Failed();
        _health.State.ShouldBe(HealthState.Ejected);
    }

    [Fact]
    public void Failures_that_are_long_ago_do_not_count()
    {
        for (int i = 0; i < 30; i++)
        {
            _health.Failed();
            _health.Succeeded();
            Pass(1_200);
        }
        _health.State.ShouldBe(HealthState.InService);
    }

    [Fact]
    public void One_request_shows_whether_it_is_well_and_its_share_grows_back()
    {
        Fail(_health);
        Pass(4_999);
        _health.TryProbe().ShouldBeFalse();
        Pass(1);
        _health.TryProbe().ShouldBeTrue();
        _health.TryProbe().ShouldBeFalse("one is enough");
        _health.Succeeded();
        _health.State.ShouldBe(HealthState.Warming);
        _health.Warmth.ShouldBe(0.1);
        Pass(5_000);
        _health.Warmth.ShouldBe(0.5);
        Pass(5_000);
        _health.State.ShouldBe(HealthState.InService);
        _health.Warmth.ShouldBe(1);
        _board.HasAny.ShouldBeFalse();
    }

    [Fact]
    public void Each_time_that_follows_soon_is_twice_as_long_up_to_five_minutes()
    {
        Fail(_health);
        for (int time = 5_000; time < 300_000; time *= 2)
        {
            Pass(time - 1);
            _health.State.ShouldBe(HealthState.Ejected, $"{time}");
            Pass(1);
            _health.TryProbe().ShouldBeTrue();
            _health.Failed();
        }
        Pass(300_000);
        _health.TryProbe().ShouldBeTrue();
        _health.Succeeded();
        Pass(400_000);
        Fail(_health);
        Pass(5_000);
        _health.State.ShouldBe(HealthState.Due, "it has done well for long");
    }

    [Fact]
    public void A_probe_whose_caller_leaves_is_taken_by_another()
    {
        Fail(_health);
        Pass(5_000);
        _health.TryProbe().ShouldBeTrue();
        _health.Abandoned();
        _health.TryProbe().ShouldBeTrue();
    }

    [Fact]
    public void What_ends_well_from_before_the_ejection_does_not_end_it()
    {
        Fail(_health);
        _health.Succeeded();
        _health.State.ShouldBe(HealthState.Ejected);
    }

    [Fact]
    public void Half_of_the_replicas_stay()
    {
        ReplicaHealth[] all = [.. Enumerable.Range(0, 4).Select(_ => NewHealth())];
        foreach (ReplicaHealth health in all)
            Fail(health, 20);
        all.Count(health => health.State == HealthState.Ejected).ShouldBe(2);
        all[0].Forget();
        Fail(all[3]);
        all[3].State.ShouldBe(HealthState.Ejected, "one that is gone makes room");
    }

    [Fact]
    public void A_rest_that_it_asks_for_is_given_up_to_a_minute()
    {
        _health.Rest(0);
        _health.State.ShouldBe(HealthState.InService);
        _health.Rest(2_000);
        _health.State.ShouldBe(HealthState.Ejected);
        Pass(2_000);
        _health.TryProbe().ShouldBeTrue();
        _health.Succeeded();
        _health.Rest(long.MaxValue);
        Pass(60_000);
        _health.State.ShouldBe(HealthState.Due);
    }

    [Fact]
    public void It_can_be_turned_off()
    {
        _health.Configure(new HealthConfig { EjectAfter = 0 });
        Fail(_health, 100);
        _health.Rest(1_000);
        _health.State.ShouldBe(HealthState.InService);
    }

    [Fact]
    public void Requests_that_outlive_their_replica_eject_nobody()
    {
        _health.Forget();
        Fail(_health, 30);
        _health.Rest(1_000);
        _health.State.ShouldBe(HealthState.InService);
        _board.HasAny.ShouldBeFalse();
        _siblings.TryEject().ShouldBeTrue();
        _siblings.TryEject().ShouldBeTrue();
    }

    [Fact]
    public void A_sweep_and_an_ejection_at_the_same_time_wait_for_each_other_only_shortly()
    {
        ReplicaHealth[] all = [.. Enumerable.Range(0, 64).Select(_ => NewHealth())];
        _siblings.Configure(64, 100);
        var failing = new Thread(() =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                all[i % all.Length].TryProbe();
                all[i % all.Length].Failed();
            }
        })
        { IsBackground = true };
        failing.Start();
        var sweeping = new Thread(() =>
        {
            while (failing.IsAlive)
                Pass(600_000);
        })
        { IsBackground = true };
        sweeping.Start();
        failing.Join(TimeSpan.FromSeconds(20)).ShouldBeTrue("the two wait for each other");
        sweeping.Join(TimeSpan.FromSeconds(20)).ShouldBeTrue();
    }

    [Fact]
    public void Threads_that_fail_and_succeed_at_random_leave_no_replica_counted_as_ejected()
    {
        ReplicaHealth[] all = [.. Enumerable.Range(0, 4).Select(_ => NewHealth())];
        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            for (int i = 0; i < 20_000; i++)
            {
                ReplicaHealth health = all[random.Next(4)];
                if (health.TryProbe() || random.Next(3) > 0)
                    health.Failed();
                else
                    health.Succeeded();
                if (random.Next(50) == 0)
                    Pass(random.Next(3_000));
            }
        });
        foreach (ReplicaHealth health in all)
            health.Forget();
        _board.HasAny.ShouldBeFalse();
        _siblings.TryEject().ShouldBeTrue();
        _siblings.TryEject().ShouldBeTrue();
        _siblings.TryEject().ShouldBeFalse("two of four");
    }
}
