using System.Diagnostics;
using Edge.Transport;

namespace Edge.Tests.Transport;

public sealed class TurnMeterTests
{
    private static readonly long Second = Stopwatch.Frequency;
    private readonly TurnMeter _meter = new();

    [Fact]
    public void The_longest_turn_is_told_to_everybody_who_asks()
    {
        Turn(100 * Second, 2);
        Turn(101 * Second, 1);
        _meter.Longest(102 * Second).ShouldBe(TimeSpan.FromSeconds(2));
        _meter.Longest(102 * Second).ShouldBe(TimeSpan.FromSeconds(2));
        _meter.Turns.ShouldBe(2);
    }

    [Fact]
    public void A_turn_is_forgotten_when_a_window_has_passed_behind_its_own()
    {
        Turn(100 * Second, 2);
        Turn(118 * Second, 1);
        _meter.Longest(120 * Second).ShouldBe(TimeSpan.FromSeconds(2));
        Turn(134 * Second, 1);
        _meter.Longest(135 * Second).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_loop_that_sleeps_has_no_turn_to_tell_of()
    {
        Turn(100 * Second, 2);
        _meter.Longest(140 * Second).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_turn_that_still_runs_counts()
    {
        _meter.Begin(100 * Second);
        _meter.Longest(107 * Second).ShouldBe(TimeSpan.FromSeconds(7));
    }

    private void Turn(long begins, int seconds)
    {
        _meter.Begin(begins);
        _meter.End(begins + (seconds * Second));
    }
}
