using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>Requests in figures: those of the whole edge, or those for the routers and deployments of one account. Immutable.</summary>
/// <param name="Answered">Those that are over.</param>
/// <param name="Rate">Of these, how many per second; null before there are two moments to compare.</param>
/// <param name="RateNow">The same of the last second.</param>
/// <param name="Median">Seconds within which half of the answers began; null without any.</param>
/// <param name="Slow">Seconds within which all but a hundredth of them did; null without any.</param>
/// <param name="Failed">Failures by whose they are.</param>
/// <param name="FailedLately">Those of them within the time that rates are means of.</param>
internal sealed record RequestSummary(long Answered, double? Rate, double? RateNow, double? Median, double? Slow, SideCounts Failed, SideCounts FailedLately)
{
    /// <summary>Of the whole edge, from what the process counts.</summary>
    internal static RequestSummary OfAll(Totals now, Totals before, Totals last, TimeProvider time)
    {
        FirstByteCounts firstBytes = now.Whole.Since(before.Whole).FirstBytes;
        return new RequestSummary(
            now.Figures.Statuses.Sum,
            Rates.Per(now.Figures.Statuses.Sum - before.Figures.Statuses.Sum, before, now, time),
            Rates.Per(now.Figures.Statuses.Sum - last.Figures.Statuses.Sum, last, now, time),
            firstBytes.Quantile(0.5),
            firstBytes.Quantile(0.99),
            now.Figures.Failed,
            now.Figures.Failed.Since(before.Figures.Failed));
    }

    /// <summary>Of the routers and deployments of one account. What led to none of them is not in it.</summary>
    internal static RequestSummary Of(ConsoleScope scope, Totals now, Totals before, Totals last, TimeProvider time)
    {
        (long answered, long latest, SideCounts failed, TrafficFigures added) = (0, 0, default, TrafficFigures.None);
        foreach ((string name, RouterTraffic router) in now.Routers)
        {
            if (!scope.Has(name))
                continue;
            answered += router.Whole.Requests;
            latest += Math.Max(0, router.Whole.Requests - last.Router(name).Requests);
            failed = failed.Plus(router.Whole.Failed);
            added = added.Plus(router.Whole.Since(before.Router(name)));
        }
        return new RequestSummary(
            answered,
            Rates.Per(added.Requests, before, now, time),
            Rates.Per(latest, last, now, time),
            added.FirstBytes.Quantile(0.5),
            added.FirstBytes.Quantile(0.99),
            failed,
            added.Failed);
    }
}
