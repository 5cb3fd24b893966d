using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>What the mock remembers of one request. Immutable; the log replaces it when more is known.</summary>
internal sealed record MockLogEntry
{
    /// <summary>Counts the requests of a replica from 1.</summary>
    internal required long Sequence { get; init; }

    /// <summary>Counts the connections of a replica from 1: equal numbers mean a reused connection.</summary>
    internal required long Connection { get; init; }

    /// <summary>When the head was there, Unix milliseconds.</summary>
    internal required long StartedAt { get; init; }

    /// <summary>When the answer was over, Unix milliseconds; 0 while in flight.</summary>
    internal long EndedAt { get; init; }

    /// <summary>The method.</summary>
    internal string Method { get; init; } = "";

    /// <summary>The request target, with its query.</summary>
    internal string Path { get; init; } = "";

    /// <summary>All header fields, in order and case as received.</summary>
    internal IReadOnlyList<MockField> Headers { get; init; } = [];

    /// <summary>The body's model; null when there is none.</summary>
    internal string? Model { get; init; }

    /// <summary>Whether a stream was asked for.</summary>
    internal bool Streamed { get; init; }

    /// <summary>Bytes of the body, without framing.</summary>
    internal long BodyBytes { get; init; }

    /// <summary>SHA-256 of the body in lower-case hex; null until all of it was there.</summary>
    internal string? BodySha256 { get; init; }

    /// <summary>The status that was answered; 0 when none was.</summary>
    internal int Status { get; init; }

    /// <summary>How it ended.</summary>
    internal MockOutcome Outcome { get; init; }

    /// <summary>The fault that was played, as it was written; empty for none.</summary>
    internal string Fault { get; init; } = "";

    /// <summary>The rule of HTTP the request broke; empty for none.</summary>
    internal string Error { get; init; } = "";
}
