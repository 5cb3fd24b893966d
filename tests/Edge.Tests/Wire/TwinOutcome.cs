namespace Edge.Tests.Wire;

/// <summary>What one connection of a caller led to.</summary>
/// <param name="Answers">The final answers the caller got, in order.</param>
/// <param name="Ended">Whether Edge ended the connection.</param>
/// <param name="Requests">What the replica got whole.</param>
/// <param name="Rest">What came behind the last answer and is none.</param>
internal sealed record TwinOutcome(IReadOnlyList<TwinMessage> Answers, bool Ended, IReadOnlyList<TwinMessage> Requests, string Rest)
{
    public override string ToString() =>
        $"{string.Join("\n", Answers)}\n{(Ended ? "ended" : "waits")} {Rest}\nreplica got:\n{string.Join("\n", Requests)}";
}
