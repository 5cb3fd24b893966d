using Edge.LoadTests.Chaos.Plans;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>All outcomes and violations. Safe from any thread.</summary>
internal sealed class Tally
{
    private const int ExamplesKept = 4;
    private readonly Lock _lock = new();
    private readonly Dictionary<(Outcome Outcome, string Destination), long> _outcomes = [];
    private readonly Dictionary<string, long> _refusals = [];
    private readonly Dictionary<(ViolationKind Kind, string What), (long Count, List<string> Examples)> _violations = [];

    /// <summary>Counts an outcome; <paramref name="code"/> is that of an error of the edge.</summary>
    internal void Count(Plan plan, Outcome outcome, string? code)
    {
        lock (_lock)
        {
            _outcomes[(outcome, plan.Destination.Name)] = _outcomes.GetValueOrDefault((outcome, plan.Destination.Name)) + 1;
            if (code is not null)
                _refusals[code] = _refusals.GetValueOrDefault(code) + 1;
        }
    }

    /// <summary>Notes a violation; <paramref name="example"/> helps to look into it.</summary>
    internal void Violation(ViolationKind kind, string what, string example)
    {
        lock (_lock)
        {
            (long count, List<string> examples) = _violations.TryGetValue((kind, what), out var known) ? known : (0, []);
            if (examples.Count < ExamplesKept)
                examples.Add(example);
            _violations[(kind, what)] = (count + 1, examples);
        }
    }

    /// <summary>How many requests ended so, everywhere or for one destination.</summary>
    internal long Of(Outcome outcome, string? destination = null)
    {
        lock (_lock)
            return _outcomes.Where(pair => pair.Key.Outcome == outcome && (destination is null || pair.Key.Destination == destination)).Sum(pair => pair.Value);
    }

    /// <summary>How many violations of this kind there are.</summary>
    internal long Of(ViolationKind kind)
    {
        lock (_lock)
            return _violations.Where(pair => pair.Key.Kind == kind).Sum(pair => pair.Value.Count);
    }

    /// <summary>Errors of the edge by code.</summary>
    internal IReadOnlyList<(string Code, long Count)> Refusals()
    {
        lock (_lock)
            return [.. _refusals.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value))];
    }

    /// <summary>All violations.</summary>
    internal IReadOnlyList<(ViolationKind Kind, string What, long Count, IReadOnlyList<string> Examples)> Violations()
    {
        lock (_lock)
            return [.. _violations.Select(pair => (pair.Key.Kind, pair.Key.What, pair.Value.Count, (IReadOnlyList<string>)[.. pair.Value.Examples]))];
    }
}
