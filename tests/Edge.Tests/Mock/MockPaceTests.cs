using Edge.Mock;
using Edge.Mock.Wire;

namespace Edge.Tests.Mock;

public sealed class MockPaceTests
{
    private static readonly MockTiming Timing = new()
    {
        FirstToken = TimeSpan.FromMilliseconds(200),
        TokensPerSecond = 50,
        Tokens = 10,
        Jitter = 0,
        Delay = null,
    };

    [Fact]
    public async Task A_stream_waits_for_its_first_token_and_then_for_each()
    {
        var time = new InstantTime();
        MockPace pace = Pace(Timing, time);
        (await pace.FirstAsync()).ShouldBeTrue();
        await pace.StepAsync(0);
        await pace.StepAsync(1);
        await pace.StepAsync(3);
        Milliseconds(time).ShouldBe([200, 20, 60]);
    }

    [Fact]
    public async Task A_whole_answer_takes_as_long_as_its_tokens()
    {
        var time = new InstantTime();
        await Pace(Timing, time).WholeAsync(11);
        Milliseconds(time).ShouldBe([400]);
    }

    [Fact]
    public async Task A_delay_replaces_the_time_of_the_tokens()
    {
        var time = new InstantTime();
        await Pace(Timing with { Delay = TimeSpan.Zero }, time).WholeAsync(11);
        await Pace(Timing with { Delay = TimeSpan.FromSeconds(1) }, time).WholeAsync(11);
        Milliseconds(time).ShouldBe([1000]);
    }

    [Fact]
    public async Task Slow_replaces_the_time_of_the_tokens()
    {
        var time = new InstantTime();
        MockPace pace = Pace(Timing, time, TimeSpan.FromSeconds(2));
        await pace.FirstAsync();
        await pace.StepAsync(0);
        await pace.StepAsync(5);
        Milliseconds(time).ShouldBe([200, 2000, 2000]);
    }

    [Fact]
    public async Task Late_comes_on_top_of_the_first_wait_alone()
    {
        var time = new InstantTime();
        var late = new MockPace(Timing, null, 1, time, CancellationToken.None, TimeSpan.FromSeconds(1));
        await late.FirstAsync();
        await late.StepAsync(1);
        await new MockPace(Timing with { Delay = TimeSpan.Zero }, null, 1, time, CancellationToken.None, TimeSpan.FromSeconds(2)).WholeAsync(11);
        Milliseconds(time).ShouldBe([1200, 20, 2000]);
    }

    [Fact]
    public async Task What_comes_before_the_first_wait_is_no_part_of_it()
    {
        var time = new InstantTime();
        MockPace pace = Pace(Timing, time);
        await Task.Delay(TimeSpan.FromSeconds(5), time);
        await pace.WholeAsync(11);
        Milliseconds(time).ShouldBe([5000, 400]);
    }

    [Fact]
    public async Task Without_a_speed_nothing_waits()
    {
        var time = new InstantTime();
        MockPace pace = Pace(Timing with { FirstToken = TimeSpan.Zero, TokensPerSecond = 0 }, time);
        await pace.FirstAsync();
        await pace.StepAsync(1000);
        time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Jitter_varies_each_wait_within_its_share()
    {
        var time = new InstantTime();
        MockPace pace = Pace(Timing with { Jitter = 0.1 }, time);
        for (int i = 0; i < 200; i++)
            await pace.StepAsync(50);
        IReadOnlyList<double> waits = Milliseconds(time);
        waits.ShouldAllBe(wait => wait >= 900 && wait <= 1100);
        waits.Distinct().Count().ShouldBeGreaterThan(100);
        waits.Average().ShouldBe(1000, 20);
    }

    [Fact]
    public async Task An_absurdly_slow_model_waits_a_day()
    {
        var time = new InstantTime();
        await Pace(Timing with { TokensPerSecond = 1e-30 }, time).StepAsync(1_000_000);
        Milliseconds(time).ShouldBe([86_400_000]);
    }

    [Fact]
    public async Task Who_has_left_is_told_of()
    {
        var pace = new MockPace(Timing, null, 1, TimeProvider.System, new CancellationToken(true));
        (await pace.FirstAsync()).ShouldBeFalse();
    }

    [Fact]
    public void Header_fields_override_the_flags()
    {
        MockTiming timing = For(("x-mock-tokens", "7"), ("x-mock-first-token", "3s"), ("X-Mock-Tokens-Per-Second", "2.5"), ("x-mock-size", "900"));
        timing.Error.ShouldBeEmpty();
        (timing.Tokens, timing.FirstToken, timing.TokensPerSecond, timing.Size).ShouldBe((7, TimeSpan.FromSeconds(3), 2.5, 900));
        timing.Delay.ShouldBeNull();
        For().Delay.ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Theory]
    [InlineData("x-mock-tokens", "0")]
    [InlineData("x-mock-tokens", "many")]
    [InlineData("x-mock-first-token", "3")]
    [InlineData("x-mock-tokens-per-second", "-1")]
    [InlineData("x-mock-size", "99999999999")]
    public void Header_fields_that_make_no_sense_are_named(string name, string value) => For((name, value)).Error.ShouldContain(name);

    private static MockTiming For(params (string Name, string Value)[] fields) =>
        MockTiming.For(new MockOptions { Delay = TimeSpan.FromSeconds(9) }, new MockHead("POST", "/", Array.ConvertAll(fields, field => new MockField(field.Name, field.Value))));

    private static MockPace Pace(MockTiming timing, InstantTime time, TimeSpan? slow = null) => new(timing, slow, 1, time, CancellationToken.None);

    // The clock's odd frequency costs a microsecond here and there.
    private static IReadOnlyList<double> Milliseconds(InstantTime time) => [.. time.Waits.Select(wait => Math.Round(wait.TotalMilliseconds))];
}
