using System.Diagnostics.Metrics;
using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Forwarding;
using Edge.Telemetry.Traffic;

namespace Edge.Hosting;

/// <summary>The instruments that say how an edge stands: what it is, how old its snapshot is, what waits, how many repeats are left.</summary>
internal sealed class StateMetrics
{
    private static readonly string Version = typeof(StateMetrics).Assembly.GetName().Version!.ToString(3);
    private readonly Histogram<double> _applyTime;

    /// <summary>Makes them on <paramref name="meter"/>.</summary>
    /// <param name="meter">The meter of the server.</param>
    /// <param name="driver">How it listens.</param>
    /// <param name="budget">Bounds repeats.</param>
    /// <param name="replicas">The live replicas.</param>
    /// <param name="age">How old the snapshot in force is.</param>
    internal StateMetrics(Meter meter, ListenDriver driver, RetryBudget budget, ReplicaDirectory replicas, Func<TimeSpan> age)
    {
        KeyValuePair<string, object?>[] build = [new("edge.version", Version), new("edge.driver", driver.ToString().ToLowerInvariant())];
        meter.CreateObservableGauge("edge.build", () => new Measurement<long>(1, build), description: "1, with what runs here.");
        meter.CreateObservableGauge("edge.retry.budget", () => budget.Left, "{request}", "Repeats that may be made now.");
        meter.CreateObservableGauge("edge.queued", () => Queued(replicas), "{request}", "Requests that wait for a connection now.");
        meter.CreateObservableGauge("edge.snapshot.age", () => age().TotalSeconds, "s", "Since what is in force came into force.");
        _applyTime = meter.CreateHistogram(
            "edge.snapshot.apply_time",
            "s",
            "How long changes took to be compiled and put in force.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Conventions.OverheadSeconds });
    }

    /// <summary>A snapshot came into force, which took so long.</summary>
    internal void Applied(TimeSpan took) => _applyTime.Record(took.TotalSeconds);

    private static IEnumerable<Measurement<long>> Queued(ReplicaDirectory replicas)
    {
        foreach (var deployment in replicas.Replicas.GroupBy(replica => replica.Deployment))
            yield return new(deployment.Sum(replica => (long)replica.Pool.Waiting), new KeyValuePair<string, object?>(Conventions.Deployment, deployment.Key));
    }
}
