using Edge.LoadTests.Chaos.Audit;

namespace Edge.LoadTests.Chaos.Stand;

/// <summary>What an edge has when nobody asks anything: before the load, and again behind it.</summary>
internal sealed class Aftermath
{
    /// <summary>Idle connections to replicas go after 2 s, health probes and resets in a second; a busy machine gets more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Descriptors that come and go by themselves: a connection of an operator, a look at the configuration file.</summary>
    private const int FilesAllowed = 4;

    /// <summary>Threads of the pool come and go with what Kestrel and the timers have to do.</summary>
    private const int ThreadsAllowed = 12;

    private readonly EdgeProcess _edge;
    private readonly int _filesBefore;
    private readonly Dictionary<string, int> _kindsBefore;
    private readonly int _threadsBefore;

    /// <summary>Notes what there is before the load.</summary>
    internal Aftermath(EdgeProcess edge)
    {
        _edge = edge;
        (_filesBefore, _threadsBefore) = (edge.Figures.OpenFiles(), edge.Figures.Threads());
        _kindsBefore = edge.Figures.OpenFilesByKind();
    }

    /// <summary>Open files before and at the last look.</summary>
    internal (int Before, int After) Files { get; private set; }

    /// <summary>How often the edge left a replica out, up to the last look.</summary>
    internal long Ejections { get; private set; }

    /// <summary>Threads before and at the last look.</summary>
    internal (int Before, int After) Threads { get; private set; }

    /// <summary>Waits until all is given back; what is not when patience ends is a violation.</summary>
    internal async Task LookAsync(Tally tally)
    {
        if (!_edge.IsAlive)
        {
            tally.Violation(ViolationKind.LeftOver, "the edge has ended", "");
            return;
        }
        long start = TimeProvider.System.GetTimestamp();
        List<string> left;
        while ((left = await LeftAsync()).Count > 0 && TimeProvider.System.GetElapsedTime(start) < Patience)
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        foreach (string figure in left)
            tally.Violation(ViolationKind.LeftOver, "not given back", figure);
        foreach (string line in _edge.Errors())
            tally.Violation(ViolationKind.Wrong, "the log of the edge tells of a mistake", line);
    }

    private async Task<List<string>> LeftAsync()
    {
        Dictionary<string, double> metrics = await _edge.MetricsAsync();
        List<string> left = [.. metrics.Where(IsLeft).Select(pair => $"{pair.Key} {pair.Value}")];
        if (metrics.Count == 0)
            left.Add("no figures");
        Ejections = (long)metrics.GetValueOrDefault(EdgeFigures.Ejections);
        Files = (_filesBefore, _edge.Figures.OpenFiles());
        Threads = (_threadsBefore, _edge.Figures.Threads());
        if (Files.After > Files.Before + FilesAllowed)
            left.Add($"open files: {Files.Before} before, {Files.After} after; more of {string.Join(", ", Grown())}");
        if (Threads.After > Threads.Before + ThreadsAllowed)
            left.Add($"threads: {Threads.Before} before, {Threads.After} after");
        return left;
    }

    private IEnumerable<string> Grown() => _edge.Figures.OpenFilesByKind()
        .Where(kind => kind.Value > _kindsBefore.GetValueOrDefault(kind.Key))
        .Select(kind => $"{kind.Key} ({_kindsBefore.GetValueOrDefault(kind.Key)} before, {kind.Value} after)");

    private static bool IsLeft(KeyValuePair<string, double> figure) =>
        figure.Value != 0 && EdgeFigures.MustBeZero.Any(name => figure.Key == name || figure.Key.StartsWith(name + "{", StringComparison.Ordinal));
}
