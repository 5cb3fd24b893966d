using Edge.Mock.Faults;

namespace Edge.Mock;

/// <summary>How the mock behaves; each member is a flag of <c>edge mock</c>. The defaults suit a demo.</summary>
internal sealed record MockOptions
{
    /// <summary>One replica per port; 0 takes any free one.</summary>
    internal IReadOnlyList<int> Ports { get; init; } = [9101];

    /// <summary>The address to listen on.</summary>
    internal string Host { get; init; } = "127.0.0.1";

    /// <summary>From the end of the request to the first token.</summary>
    internal TimeSpan FirstToken { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>Speed after the first token; 0 is as fast as can be.</summary>
    internal double TokensPerSecond { get; init; } = 80;

    /// <summary>Tokens of an answer that the request does not limit.</summary>
    internal int Tokens { get; init; } = 48;

    /// <summary>By which part each wait varies up or down, 0 to 1.</summary>
    internal double Jitter { get; init; }

    /// <summary>How long an answer that is not streamed takes; null is as long as its tokens would.</summary>
    internal TimeSpan? Delay { get; init; }

    /// <summary>Requests a replica works on at once; 0 sets no limit.</summary>
    internal int MaxConcurrency { get; init; }

    /// <summary>Whether requests above <see cref="MaxConcurrency"/> wait instead of being answered 429.</summary>
    internal bool Queue { get; init; }

    /// <summary>The models there are; empty accepts every name.</summary>
    internal IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The key that callers must present; null asks for none.</summary>
    internal string? Key { get; init; }

    /// <summary>Makes other texts, jitter and dice, the same ones again for the same number.</summary>
    internal ulong Seed { get; init; } = 1;

    /// <summary>Faults to play, each with its probability; the first that comes up is played. <c>POST /mock/fault</c> puts others in their place.</summary>
    internal IReadOnlyList<MockFaultRule> Faults { get; init; } = [];

    /// <summary>Requests kept for <c>GET /mock/requests</c>.</summary>
    internal int LogSize { get; init; } = 256;

    /// <summary>Where time comes from.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
