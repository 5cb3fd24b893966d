using ConfigSync.Resources;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Telemetry.Usage;

public sealed class TokenCostTests
{
    private static readonly PricingConfig Small = new(0.15, 0.6, 0.075);

    [Theory]
    [InlineData(1_000_000, 0, -1, 150_000_000)]
    [InlineData(0, 1_000_000, -1, 600_000_000)]
    [InlineData(1_000_000, 1_000_000, 1_000_000, 675_000_000)]
    [InlineData(1, 0, 0, 150)]
    [InlineData(1117, 46, 1024, 118_350)]
    [InlineData(10, -1, 99, 750)]
    [InlineData(-1, 10, 99, 6_000)]
    public void Each_kind_of_token_has_its_price(long input, long output, long cached, long nanos) =>
        TokenCost.Of(Small, new UsageFigures(input, output, cached, 7, false)).ShouldBe(nanos);

    [Fact]
    public void Fractions_are_rounded_once_and_not_for_each_price()
    {
        var pricing = new PricingConfig(0.0003, 0.0002, null);
        TokenCost.Of(pricing, new UsageFigures(1, 1, -1, -1, false)).ShouldBe(1);
        TokenCost.Of(pricing, new UsageFigures(1, 0, -1, -1, false)).ShouldBe(0);
    }

    [Fact]
    public void Sums_of_prices_that_are_no_binary_fractions_are_exact()
    {
        long sum = 0;
        for (int i = 0; i < 1_000_000; i++)
            sum += TokenCost.Of(new PricingConfig(0.1, null, null), new UsageFigures(10, 0, -1, -1, false));
        sum.ShouldBe(1_000_000_000);
    }

    [Fact]
    public void Cached_input_without_a_price_costs_like_input() =>
        TokenCost.Of(new PricingConfig(2, null, null), new UsageFigures(100, 50, 100, -1, false)).ShouldBe(200_000);

    [Fact]
    public void Without_a_price_or_without_figures_the_cost_is_unknown()
    {
        TokenCost.Of(null, new UsageFigures(1, 1, 1, 1, false)).ShouldBe(TokenCost.Unknown);
        TokenCost.Of(new PricingConfig(null, null, null), new UsageFigures(1, 1, 1, 1, false)).ShouldBe(TokenCost.Unknown);
        TokenCost.Of(Small, UsageFigures.None).ShouldBe(TokenCost.Unknown);
        TokenCost.Of(new PricingConfig(0, null, null), new UsageFigures(1, 1, 1, 1, false)).ShouldBe(0);
    }

    [Fact]
    public void What_nobody_can_pay_is_the_largest_number() =>
        TokenCost.Of(new PricingConfig(1_000_000, 1_000_000, null), new UsageFigures(UsageReader.Most, UsageReader.Most, -1, -1, false)).ShouldBe(long.MaxValue);
}
