using Edge.Control.Console;

namespace Edge.Tests.Control.Console;

/// <summary>One sample a second for all who watch.</summary>
public sealed class SamplerTests
{
    private static readonly ConsoleScope All = new(null);
    private readonly WatchedEdge _edge = new(routers: 1);

    [Fact]
    public void All_who_look_within_a_second_get_the_same_sample()
    {
        Sample first = _edge.Sampler.Take();
        _edge.Time.Advance(TimeSpan.FromSeconds(0.8));
        _edge.Sampler.Take().ShouldBeSameAs(first);
        _edge.Time.Advance(TimeSpan.FromSeconds(0.15));
        _edge.Sampler.Take().ShouldNotBeSameAs(first);
    }

    [Fact]
    public void Rates_are_means_of_five_to_ten_seconds()
    {
        _edge.Sampler.Take().Requests(All).Rate.ShouldBeNull();
        for (int second = 1; second <= 30; second++)
        {
            _edge.Time.Advance(TimeSpan.FromSeconds(1));
            _edge.Figures = _edge.Figures with { Statuses = new StatusCounts(second * 50, 0, 0, 0) };
            Sample sample = _edge.Sampler.Take();
            RequestSummary requests = sample.Requests(All);
            requests.Rate!.Value.ShouldBe(50, 0.01);
            requests.RateNow!.Value.ShouldBe(50, 0.01);
            sample.Seconds.ShouldBeInRange(Math.Min(second, 5), 10.01);
        }
    }

    [Fact]
    public void Who_comes_back_soon_finds_rates_and_after_a_while_nothing_old_is_left()
    {
        _edge.Sampler.Take();
        _edge.Time.Advance(TimeSpan.FromSeconds(1));
        _edge.Sampler.Take().Requests(All).Rate.ShouldBe(0);
        _edge.Time.Advance(TimeSpan.FromSeconds(14));
        _edge.Sampler.Take().Requests(All).Rate.ShouldBe(0);
        _edge.Time.Advance(TimeSpan.FromSeconds(16));
        _edge.Sampler.Take().Requests(All).Rate.ShouldBeNull();
    }

    [Fact]
    public void What_all_who_look_need_is_worked_out_once()
    {
        _edge.Record("r00000", "d00000", 3);
        Sample sample = _edge.Sampler.Take();
        sample.Requests(All).ShouldBeSameAs(sample.Requests(All));
        sample.Requests(new ConsoleScope("default")).ShouldBeSameAs(sample.Requests(new ConsoleScope("default")));
        sample.Router("accounts/default/routers/r00000").Requests.ShouldBe(3);
        sample.Router("accounts/default/routers/other").Requests.ShouldBe(0);
        _edge.Record("r00000", "d00000", 1);
        sample.Router("accounts/default/routers/r00000").Requests.ShouldBe(3, "a sample is of one moment");
    }
}
