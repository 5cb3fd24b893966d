using Edge.Buffers;
using Edge.Forwarding;

namespace Edge.Tests.Forwarding;

/// <summary>How many requests may be sent twice.</summary>
public sealed class RetryBudgetTests
{
    private readonly CoarseClock _clock = new();
    private readonly RetryBudget _budget;

    public RetryBudgetTests() => _budget = new RetryBudget(_clock);

    [Fact]
    public void Three_in_ten_seconds_are_always_allowed() => Spend().ShouldBe(3);

    [Fact]
    public void A_fifth_of_the_requests_is_allowed()
    {
        for (int i = 0; i < 100; i++)
            _budget.Request();
        Spend().ShouldBe(20);
    }

    [Fact]
    public void What_is_older_than_ten_seconds_no_longer_counts()
    {
        for (int i = 0; i < 100; i++)
            _budget.Request();
        Spend().ShouldBe(20);
        _clock.Set(9_500);
        Spend().ShouldBe(0);
        _clock.Set(10_500);
        Spend().ShouldBe(3);
    }

    [Fact]
    public void A_long_silence_is_forgotten_at_once()
    {
        Spend();
        _clock.Set(1_000_000_000);
        Spend().ShouldBe(3);
    }

    [Fact]
    public void Parts_count_for_the_whole_and_spend_the_same_budget()
    {
        RetryBudget one = _budget.NewPart();
        RetryBudget two = one.NewPart();
        for (int i = 0; i < 50; i++)
        {
            one.Request();
            two.Request();
        }
        for (int i = 0; i < 10; i++)
        {
            one.TryRetry().ShouldBeTrue();
            two.TryRetry().ShouldBeTrue();
        }
        one.TryRetry().ShouldBeFalse();
        two.TryRetry().ShouldBeFalse();
        Spend().ShouldBe(0);
        _clock.Set(11_000);
        two.Request();
        Spend().ShouldBe(3);
    }

    private int Spend()
    {
        int spent = 0;
        while (_budget.TryRetry())
            spent++;
        return spent;
    }
}
