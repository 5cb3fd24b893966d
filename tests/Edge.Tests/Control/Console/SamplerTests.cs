using Edge.Control.Console;

namespace Edge.Tests.Control.Console;

/// <summary>One sample a second for all who watch.</summary>
public sealed class SamplerTests
{
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
        _edge.Sampler.Take().Rate.ShouldBeNull();
        for (int second = 1; second <= 30; second++)
        {
            _edge.Time.Advance(TimeSpan.FromSeconds(1));
            _edge.Figures = _edge.Figures with { Statuses = new StatusCounts(second * 50, 0, 0, 0) };
            Sample sample = _edge.Sampler.Take();
            sample.Rate!.Value.ShouldBe(50, 0.01);
            sample.RateNow!.Value.ShouldBe(50, 0.01);
            sample.Seconds.ShouldBeInRange(Math.Min(second, 5), 10.01);
        }
    }

    [Fact]
    public void A_new_beginning_compares_with_nothing_old()
    {
        _edge.Sampler.Take();
        _edge.Time.Advance(TimeSpan.FromSeconds(1));
        _edge.Sampler.Take().Rate.ShouldBe(0);
        _edge.Sampler.Rest();
        _edge.Time.Advance(TimeSpan.FromHours(1));
        _edge.Sampler.Take().Rate.ShouldBeNull();
    }
}
