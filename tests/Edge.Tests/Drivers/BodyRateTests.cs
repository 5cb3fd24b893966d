using Edge.Drivers;

namespace Edge.Tests.Drivers;

/// <summary>How slowly a body may come.</summary>
public sealed class BodyRateTests
{
    [Theory]
    [InlineData(239, false)]
    [InlineData(240, true)]
    public void Behind_five_seconds_240_bytes_a_second_are_enough(int bytesPerSecond, bool enough)
    {
        var rate = new BodyRate();
        rate.Begin(1_000);
        for (int second = 1; second < 5; second++)
        {
            rate.LookAt.ShouldBe(1_000 * (second + 1));
            rate.Came(bytesPerSecond);
            rate.Look(rate.LookAt, waiting: true).ShouldBeTrue();
        }
        rate.Came(bytesPerSecond);
        rate.Look(rate.LookAt, waiting: true).ShouldBe(enough);
    }

    [Fact]
    public void A_fast_beginning_buys_a_minute_of_silence_and_no_more()
    {
        var rate = new BodyRate();
        rate.Begin(1);
        rate.Came(100 * 1024 * 1024);
        rate.Look(rate.LookAt, waiting: true).ShouldBeTrue();
        int silent = 0;
        while (rate.Look(rate.LookAt, waiting: true))
            silent++;
        silent.ShouldBe(60);
    }

    [Fact]
    public void Time_in_which_nobody_waited_for_the_caller_does_not_count()
    {
        var rate = new BodyRate();
        rate.Begin(1);
        for (int i = 0; i < 100; i++)
            rate.Look(rate.LookAt, waiting: false).ShouldBeTrue();
        for (int i = 0; i < 4; i++)
            rate.Look(rate.LookAt, waiting: true).ShouldBeTrue();
        rate.Look(rate.LookAt, waiting: true).ShouldBeFalse();
    }
}
