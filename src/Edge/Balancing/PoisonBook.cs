namespace Edge.Balancing;

/// <summary>
/// Which prompts fail wherever they go: a failure of one and the same prompt on a second replica says that it is the prompt, so neither replica is to
/// blame, or a single one would empty the pool. Safe from any thread; asked about failures alone.
/// </summary>
internal sealed class PoisonBook
{
    /// <summary>How long a failure is remembered, in milliseconds.</summary>
    private const long Lasts = 10_000;

    /// <summary>So many prompts at most; one takes the place of another.</summary>
    private const int Places = 1024;

    private readonly Lock _gate = new();
    private readonly Entry[] _entries = new Entry[Places];

    /// <summary>A prompt failed. Whether that counts against <paramref name="replica"/>; what it had counted against the first one is taken back where it does not.</summary>
    /// <param name="prompt">A number made of the request's body; 0 for one that is not known, which always counts.</param>
    /// <param name="replica">Where it failed.</param>
    /// <param name="now">The time in milliseconds.</param>
    internal bool Counts(ulong prompt, ReplicaHealth replica, long now)
    {
        if (prompt == 0)
            return true;
        ReplicaHealth first;
        int failures;
        lock (_gate)
        {
            ref Entry entry = ref _entries[prompt % Places];
            if (entry.Prompt != prompt || now - entry.At > Lasts)
            {
                entry = new Entry { Prompt = prompt, First = replica, Failures = 1, At = now };
                return true;
            }
            entry.At = now;
            if (entry.First is null)
                return false;
            if (ReferenceEquals(entry.First, replica))
            {
                entry.Failures++;
                return true;
            }
            (first, failures) = (entry.First, entry.Failures);
            entry.First = null;
        }
        // Without the gate: a replica has one of its own.
        first.Forgive(failures);
        return false;
    }

    /// <summary>A prompt that failed lately.</summary>
    private struct Entry
    {
        /// <summary>Its number.</summary>
        internal ulong Prompt;

        /// <summary>Where it failed first; null once it failed elsewhere too.</summary>
        internal ReplicaHealth? First;

        /// <summary>How often it did there.</summary>
        internal int Failures;

        /// <summary>When it failed last.</summary>
        internal long At;
    }
}
