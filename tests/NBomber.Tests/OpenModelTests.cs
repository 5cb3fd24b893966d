using NBomber.Contracts;
using NBomber.CSharp;
using NBomber.Running;

namespace NBomber.Tests;

public sealed class OpenModelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_constant_rate_is_spread_evenly() =>
        OpenModel.Due(4, 4, 2 * Second).Select(due => due.TotalSeconds).ShouldBe([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]);

    [Theory]
    [InlineData(0, 100, 10, 500)]
    [InlineData(100, 0, 10, 500)]
    [InlineData(50, 150, 3, 300)]
    [InlineData(0, 0, 5, 0)]
    public void A_ramp_starts_as_many_as_its_mean_rate_and_in_order(double from, double to, int seconds, int expected)
    {
        TimeSpan[] due = [.. OpenModel.Due(from, to, seconds * Second)];
        due.Length.ShouldBe(expected);
        due.ShouldBe(due.Order());
        due.ShouldAllBe(at => at >= TimeSpan.Zero && at < seconds * Second);
    }

    [Fact]
    public void Halfway_up_a_quarter_was_started() =>
        OpenModel.Due(0, 100, 10 * Second).Count(at => at < 5 * Second).ShouldBe(125);

    [Fact]
    public void Starts_that_were_held_up_are_made_up_for_and_keep_their_time()
    {
        TimeSpan now = TimeSpan.Zero;
        var started = new List<(TimeSpan Due, TimeSpan Now)>();
        OpenModel.Run(OpenModel.Due(10, 10, Second), () => now, left => now += left, due =>
        {
            started.Add((due, now));
            // The first one holds up the others for 350 ms.
            now += started.Count == 1 ? TimeSpan.FromMilliseconds(350) : TimeSpan.Zero;
        });
        started.Select(start => start.Due.TotalMilliseconds).ShouldBe([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
        started.Select(start => start.Now.TotalMilliseconds).ShouldBe([0, 350, 350, 350, 400, 500, 600, 700, 800, 900]);
    }

    [Fact]
    public async Task An_iteration_that_began_late_is_counted_and_its_latency_is_from_when_it_was_due()
    {
        var run = new ScenarioRun(Scenario.Create("s", _ => Task.FromResult<IResponse>(Response.Ok())));
        await run.IterateAsync(run.Now - TimeSpan.FromSeconds(3));
        await run.IterateAsync(run.Now + TimeSpan.FromMinutes(1));
        run.LateStarts.ShouldBe(1);
        run.Stats().Ok.Request.Count.ShouldBe(2);
        run.Stats().Ok.Latency.MaxMs.ShouldBeGreaterThanOrEqualTo(3000);
    }
}
