using Edge.Balancing;
using Edge.Buffers;

namespace Edge.Tests.Balancing;

public class PoisonBookTests
{
    private const ulong Prompt = 77;
    private readonly CoarseClock _clock = new();
    private readonly ReplicaGroup _group = new();
    private readonly HealthBoard _board;
    private readonly PoisonBook _book = new();
    private readonly ReplicaHealth _one;
    private readonly ReplicaHealth _two;

    public PoisonBookTests()
    {
        _board = new HealthBoard(_clock);
        _group.Configure(2, 100);
        (_one, _two) = (new ReplicaHealth(_board, _group), new ReplicaHealth(_board, _group));
    }

    private void Fail(ReplicaHealth replica, ulong prompt = Prompt)
    {
        if (_book.Counts(prompt, replica, _clock.Now))
            replica.Failed();
    }

    private void Pass(int milliseconds)
    {
        _clock.Set(_clock.Now + milliseconds);
        _board.Sweep();
    }

    [Fact]
    public void One_prompt_that_fails_on_two_replicas_ejects_none()
    {
        for (int i = 0; i < 50; i++)
        {
            Fail(_one);
            Fail(_two);
        }
        _one.State.ShouldBe(HealthState.InService);
        _two.State.ShouldBe(HealthState.InService);
    }

    [Fact]
    public void One_prompt_that_fails_on_one_replica_alone_ejects_it()
    {
        for (int i = 0; i < 5; i++)
            Fail(_one);
        _one.State.ShouldBe(HealthState.Ejected);
    }

    [Fact]
    public void A_replica_that_was_ejected_by_a_prompt_that_then_fails_elsewhere_may_show_that_it_is_well()
    {
        for (int i = 0; i < 5; i++)
            Fail(_one);
        Fail(_two);
        Pass(1);
        _one.State.ShouldBe(HealthState.Due);
        _one.TryProbe().ShouldBeTrue();
        _one.Succeeded();
        _one.State.ShouldBe(HealthState.Warming);
    }

    [Fact]
    public void Other_prompts_count_as_before()
    {
        Fail(_one);
        Fail(_two);
        for (ulong prompt = 1; prompt <= 5; prompt++)
            Fail(_one, prompt);
        _one.State.ShouldBe(HealthState.Ejected);
    }

    [Fact]
    public void A_prompt_that_is_not_known_always_counts()
    {
        for (int i = 0; i < 5; i++)
        {
            Fail(_one, prompt: 0);
            Fail(_two, prompt: 0);
        }
        _one.State.ShouldBe(HealthState.Ejected);
        _two.State.ShouldBe(HealthState.Ejected);
    }

    [Fact]
    public void What_failed_more_than_ten_seconds_ago_is_forgotten()
    {
        Fail(_one);
        Pass(10_001);
        _book.Counts(Prompt, _two, _clock.Now).ShouldBeTrue();
    }

    [Fact]
    public void Forgiving_takes_back_as_much_as_was_counted_and_no_more()
    {
        for (int i = 0; i < 4; i++)
            _one.Failed();
        Fail(_one, prompt: 9);
        _one.State.ShouldBe(HealthState.Ejected);
        Fail(_two, prompt: 9);
        Pass(1);
        _one.State.ShouldBe(HealthState.Due);
        _one.TryProbe().ShouldBeTrue();
        _one.Failed();
        _one.State.ShouldBe(HealthState.Ejected, "it is ill all the same");
    }

    [Fact]
    public void A_rest_that_was_asked_for_is_not_cut_short()
    {
        _one.Rest(30_000);
        _one.Forgive(1);
        Pass(1_000);
        _one.State.ShouldBe(HealthState.Ejected);
    }
}
