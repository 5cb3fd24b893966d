namespace ConfigSync.Stores.Nats.JetStream;

/// <summary>Where a consumer begins.</summary>
/// <param name="Policy">In JetStream's word.</param>
/// <param name="Sequence">The first sequence wanted, with <c>by_start_sequence</c>; else null.</param>
internal readonly record struct ConsumerStart(string Policy, long? Sequence)
{
    /// <summary>The last message of each subject, then all that comes. The server looks for them before it sends the first one.</summary>
    internal static ConsumerStart LastPerSubject => new("last_per_subject", null);

    /// <summary>Everything there is, then all that comes.</summary>
    internal static ConsumerStart All => new("all", null);

    /// <summary>What there is from a sequence on, then all that comes.</summary>
    internal static ConsumerStart At(long sequence) => new("by_start_sequence", sequence);
}
