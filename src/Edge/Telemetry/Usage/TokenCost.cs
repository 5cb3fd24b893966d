using ConfigSync.Resources;

namespace Edge.Telemetry.Usage;

/// <summary>What tokens cost by the prices of a deployment, in billionths of a dollar: whole numbers, whose sums do not drift as those of fractions do.</summary>
internal static class TokenCost
{
    /// <summary>Where there is no price, or nothing is known of the tokens.</summary>
    internal const long Unknown = -1;

    private const double NanosPerDollar = 1e9;

    // Prices are for so many tokens.
    private const int Million = 1_000_000;

    /// <summary>
    /// What <paramref name="usage"/> costs, rounded to the nearest billionth of a dollar. What has no price of its own costs nothing, save cached input,
    /// which costs like input.
    /// </summary>
    internal static long Of(PricingConfig? pricing, in UsageFigures usage)
    {
        if (!usage.Any || pricing is not { } prices || (prices.Input ?? prices.Output ?? prices.CachedInput) is null)
            return Unknown;
        long input = Math.Max(usage.Input, 0), cached = Math.Clamp(usage.CachedInput, 0, input);
        Int128 sum = Times(input - cached, prices.Input) + Times(cached, prices.CachedInput ?? prices.Input) + Times(Math.Max(usage.Output, 0), prices.Output);
        return (long)Int128.Min((sum + Million / 2) / Million, long.MaxValue);
    }

    // A price has at most 1 000 000 dollars, so its billionths are exact in a double.
    private static Int128 Times(long tokens, double? price) => (Int128)tokens * (long)Math.Round((price ?? 0) * NanosPerDollar);
}
