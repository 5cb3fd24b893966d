using Edge.Mock.Answers;

namespace Edge.Mock;

/// <summary>
/// Waits as a model would take to generate. Keeps to a schedule from its first wait, so that late timers do not add
/// up, and the time until there was a place for the request is no part of it. One per answer; each wait tells whether anybody still listens.
/// </summary>
/// <param name="timing">The speed.</param>
/// <param name="slow">A fixed wait before each event instead of a token's time, or null.</param>
/// <param name="seed">What the jitter is drawn from.</param>
/// <param name="time">Where time comes from.</param>
/// <param name="gone">Cancelled when nobody listens any more.</param>
/// <param name="late">How much later everything happens.</param>
internal sealed class MockPace(MockTiming timing, TimeSpan? slow, ulong seed, TimeProvider time, CancellationToken gone, TimeSpan late = default)
{
    // No single wait is longer; timers end at 49 days, TimeSpan much later.
    private const double MaxSeconds = 24 * 3600;

    private readonly TimeSpan _token = timing.TokensPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min(1 / timing.TokensPerSecond, MaxSeconds)) : TimeSpan.Zero;
    private SplitMix _random = new(seed);
    private TimeSpan _due = late;
    private long? _start;

    /// <summary>Waits for the first token.</summary>
    internal Task<bool> FirstAsync() => AfterAsync(timing.FirstToken);

    /// <summary>Waits for the next <paramref name="tokens"/> tokens.</summary>
    internal Task<bool> StepAsync(int tokens) => AfterAsync(slow ?? (tokens * _token));

    /// <summary>Waits for a whole answer of <paramref name="tokens"/> tokens.</summary>
    internal Task<bool> WholeAsync(int tokens) =>
        AfterAsync(timing.Delay ?? (timing.FirstToken + (Math.Max(tokens - 1, 0) * _token)));

    private async Task<bool> AfterAsync(TimeSpan wait)
    {
        double vary = timing.Jitter == 0 ? 1 : 1 + (timing.Jitter * ((2 * _random.NextUnit()) - 1));
        _due += wait * vary;
        TimeSpan left = _due - time.GetElapsedTime(_start ??= time.GetTimestamp());
        if (left > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(left.TotalSeconds, MaxSeconds)), time, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !gone.IsCancellationRequested;
    }
}
