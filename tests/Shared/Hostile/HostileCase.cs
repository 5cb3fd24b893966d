namespace Shared.Hostile;

/// <summary>
/// Bytes that somebody sends who means harm, or cannot do better: those of a caller (<see cref="Sent"/>), those of a backend
/// (<see cref="Answer"/>), or both. Each character is one byte.
/// </summary>
/// <param name="Name">What is sent, in words. No two cases have the same.</param>
/// <param name="Clause">What says that it is wrong, or what it means.</param>
/// <param name="Held">What must become of it.</param>
/// <param name="Sent">What the caller sends, in pieces: the next one when something of the one before has arrived or come back.</param>
internal sealed record HostileCase(string Name, string Clause, Held Held, params string[] Sent)
{
    private readonly int _status = -1;

    /// <summary>Whose promise it is about.</summary>
    internal Promise Promise { get; init; }

    /// <summary>The body of the strict reading: that of the one request, or of the one answer.</summary>
    internal string Body { get; init; } = HostileText.Body;

    /// <summary>What must not stand in the head the other side gets, in any case of letters.</summary>
    internal string[] Never { get; init; } = [];

    /// <summary>What the backend answers, in pieces; null for its ordinary answer.</summary>
    internal string[]? Answer { get; init; }

    /// <summary>Whether the backend closes behind <see cref="Answer"/>.</summary>
    internal bool Closes { get; init; }

    /// <summary>Whether the backend answers as soon as it has the head of the request.</summary>
    internal bool AnswersHead { get; init; }

    /// <summary>What the backend says once more, unasked, when the caller has its answer; null for nothing.</summary>
    internal string? Unasked { get; init; }

    /// <summary>The status Edge answers with; 0 where that is of no interest.</summary>
    internal int Status
    {
        get => _status >= 0 ? _status : Held switch
        {
            Held.Refused or Held.NotForwarded => 400,
            Held.Forwarded or Held.Relayed => 200,
            Held.BadGateway => 502,
            _ => 0,
        };
        init => _status = value;
    }

    /// <summary>Whether it is the answer that is hostile.</summary>
    internal bool IsAnswer => Held >= Held.BadGateway;
}
