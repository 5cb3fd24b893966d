namespace Edge.LoadTests.Faults;

/// <summary>One way for a replica to go bad, and what callers may notice of it.</summary>
/// <param name="Name">In the words of the command line.</param>
/// <param name="What">What happens to it, for people.</param>
/// <param name="Begin">Makes it happen.</param>
/// <param name="MostFailed">The share of the requests not yet answered that may fail.</param>
/// <param name="EjectedWithin">How soon it must be left out; null where nothing in the configuration makes it so.</param>
internal sealed record BadReplica(string Name, string What, Func<MockProcess, Task> Begin, double MostFailed, TimeSpan? EjectedWithin)
{
    /// <summary>
    /// What <c>health</c> of the deployment says besides its own defaults, with a comma before it: what makes a replica that is only slow be left out.
    /// </summary>
    internal const string LatencyOutlier = """, "latencyOutlier": 3""";

    /// <summary>From the request to the first byte, and between two reads: what a frozen replica is known by.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Timeouts go by a clock of 50 ms, and the state is asked for each 10 ms.
    private static readonly TimeSpan Noticed = Silence + TimeSpan.FromMilliseconds(100);

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<BadReplica> All { get; } =
    [
        new("killed", "killed", mock => mock.KillAsync(), 0.0001, Second),
        new("errors", "answering 500 to everything", mock => mock.PlayAsync("status=500"), 0.0001, Second),
        new("slow", $"{BadReplicaStep.Slower} times slower", mock => mock.PlayAsync($"late={BadReplicaStep.AnswerMs * (BadReplicaStep.Slower - 1)}ms"), 0.0001, Second),
        new("frozen", "frozen", mock => mock.FreezeAsync(), 0.001, Noticed),
    ];
}
