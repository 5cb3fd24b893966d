using System.Globalization;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>How fast and how large one answer is: the flags, overridden by the request's <c>x-mock-…</c> fields. Immutable.</summary>
internal sealed record MockTiming
{
    private const int MaxTokens = 1_000_000;
    private const int MaxSize = 64 * 1024 * 1024;

    /// <summary>From the end of the request to the first token.</summary>
    internal required TimeSpan FirstToken { get; init; }

    /// <summary>Speed after the first token; 0 is as fast as can be.</summary>
    internal required double TokensPerSecond { get; init; }

    /// <summary>Tokens of an answer that the request does not limit.</summary>
    internal required int Tokens { get; init; }

    /// <summary>By which part each wait varies, 0 to 1.</summary>
    internal required double Jitter { get; init; }

    /// <summary>How long an answer that is not streamed takes; null is as long as its tokens would.</summary>
    internal required TimeSpan? Delay { get; init; }

    /// <summary>The least bytes of a JSON answer, filled up with blanks.</summary>
    internal int Size { get; init; }

    /// <summary>Empty, or which field makes no sense; then the members are not to be used.</summary>
    internal string Error { get; init; } = "";

    /// <summary>The timing of one request.</summary>
    internal static MockTiming For(MockOptions options, MockHead head)
    {
        var timing = new MockTiming
        {
            FirstToken = options.FirstToken,
            TokensPerSecond = options.TokensPerSecond,
            Tokens = options.Tokens,
            Jitter = options.Jitter,
            Delay = options.Delay,
        };
        string error = "";
        if (head.Get("x-mock-tokens") is { } tokens)
            timing = timing with { Tokens = Number(tokens, 1, MaxTokens, "x-mock-tokens", ref error) };
        if (head.Get("x-mock-size") is { } size)
            timing = timing with { Size = Number(size, 0, MaxSize, "x-mock-size", ref error) };
        // Who asks for a token's time wants it to count for the whole answer too, so it ends a fixed delay.
        if (head.Get("x-mock-first-token") is { } first)
        {
            if (!MockValue.TryDuration(first, out TimeSpan wait))
                error = "x-mock-first-token is no duration";
            timing = timing with { FirstToken = wait, Delay = null };
        }
        if (head.Get("x-mock-tokens-per-second") is { } speed)
        {
            if (!MockValue.TryNumber(speed, out double rate))
                error = "x-mock-tokens-per-second is no number";
            timing = timing with { TokensPerSecond = rate, Delay = null };
        }
        return timing with { Error = error };
    }

    private static int Number(string text, int least, int most, string name, ref string error)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            return number;
        error = $"{name} is no number from {least} to {most}";
        return 0;
    }
}
