using ConfigSync.Resources;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Telemetry.Usage;

public sealed class UsageBookTests
{
    private readonly UsageBook _book = new(DateTimeOffset.UnixEpoch, mostRows: 2);

    [Fact]
    public void What_a_request_took_is_added_to_its_row_and_its_account()
    {
        _book.Take(Used("a", "k", "m", new UsageFigures(10, 3, 4, -1, IsEstimate: false)));
        _book.Take(Used("a", "k", "m", new UsageFigures(-1, 5, -1, -1, IsEstimate: true)));
        AccountUsage account = _book.Find("a")!;
        UsageTotals row = account.Rows.ShouldHaveSingleItem().Value;
        foreach (UsageTotals totals in (UsageTotals[])[row, account.Total])
        {
            (totals.Requests, totals.Input, totals.CachedInput, totals.Output, totals.EstimatedOutput).ShouldBe((2, 10, 4, 8, 5));
            // A dollar for a million of input and of output alike.
            totals.CostNanos.ShouldBe(18_000);
        }
    }

    [Fact]
    public void Requests_that_led_nowhere_and_single_attempts_are_not_counted()
    {
        _book.Take(Used("a", "k", null!, UsageFigures.None));
        _book.Take(Used(null!, "k", "m", UsageFigures.None));
        _book.Take(Used("a", "k", "m", UsageFigures.None) with { IsAttempt = true });
        _book.Find("a").ShouldBeNull();
    }

    [Fact]
    public void What_is_beyond_the_bound_is_added_up_as_the_rest_and_other_accounts_lose_nothing()
    {
        foreach (string key in (string[])["k1", "k2", "k3", "k1", "k4"])
            _book.Take(Used("a", key, "m", UsageFigures.None));
        _book.Take(Used("b", "k4", "m", UsageFigures.None));
        AccountUsage account = _book.Find("a")!;
        Dictionary<UsageRow, long> rows = account.Rows.ToDictionary(row => row.Key, row => row.Value.Requests);
        rows.ShouldBe(new Dictionary<UsageRow, long> { [new("k1", "m")] = 2, [new("k2", "m")] = 1 }, ignoreOrder: true);
        (account.Rest.Requests, account.Total.Requests).ShouldBe((2, 5));
        _book.Find("b")!.Rows.ShouldHaveSingleItem().Key.ShouldBe(new UsageRow("k4", "m"));
    }

    private static RequestRecord Used(string account, string key, string model, UsageFigures usage) => new()
    {
        Account = account,
        Key = key,
        Router = model,
        Usage = usage,
        Pricing = new PricingConfig(Input: 1, Output: 1, CachedInput: null),
    };
}
