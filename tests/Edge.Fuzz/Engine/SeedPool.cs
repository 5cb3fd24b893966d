namespace Edge.Fuzz.Engine;

/// <summary>
/// Inputs to start from: the seeds, which stay; fresh ones, which replace each other; and inputs that had an outcome of their own.
/// One thread.
/// </summary>
internal sealed class SeedPool(IReadOnlyList<byte[]> seeds)
{
    // So many of each kind are kept, the latest.
    private const int Kept = 512;

    private readonly List<byte[]> _fresh = [];
    private readonly List<byte[]> _learned = [];
    private readonly HashSet<int> _outcomes = [];
    private int _nextFresh;
    private int _nextLearned;

    /// <summary>All outcomes so far.</summary>
    internal IReadOnlyCollection<int> Outcomes => _outcomes;

    /// <summary>Any input.</summary>
    internal byte[] Pick(Dice dice) => dice.Next(4) switch
    {
        0 when _learned.Count > 0 => dice.Pick(_learned),
        1 or 2 when _fresh.Count > 0 => dice.Pick(_fresh),
        _ => dice.Pick(seeds),
    };

    /// <summary>Takes a fresh input.</summary>
    internal void AddFresh(byte[] input) => Add(_fresh, ref _nextFresh, input);

    /// <summary>Takes note of what became of an input.</summary>
    internal void Learn(byte[] input, int outcome)
    {
        if (_outcomes.Add(outcome))
            Add(_learned, ref _nextLearned, input);
    }

    private static void Add(List<byte[]> kept, ref int next, byte[] input)
    {
        if (kept.Count < Kept)
            kept.Add(input);
        else
            kept[next++ % Kept] = input;
    }
}
