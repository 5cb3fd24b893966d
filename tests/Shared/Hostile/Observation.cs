namespace Shared.Hostile;

/// <summary>What was seen of a proxy that was asked a <see cref="HostileCase"/>.</summary>
/// <param name="Answers">The final answers on the hostile connection, in their order; the last one may be cut or doubtful.</param>
/// <param name="Ended">Whether the proxy has ended that connection.</param>
/// <param name="Next">The answer to another caller behind it; null when there was none.</param>
/// <param name="Requests">What has reached the backend: whole requests, and doubtful ones.</param>
internal sealed record Observation(
    IReadOnlyList<StrictMessage> Answers, bool Ended, StrictMessage? Next, IReadOnlyList<BackendRequest> Requests)
{
    /// <summary>The hostile requests that have reached the backend, or what was made of them.</summary>
    internal IEnumerable<BackendRequest> Own => Requests.Where(r => r.Caller is null or HostileRun.First);

    /// <summary>The status of the first answer; 0 when there is none.</summary>
    internal int Status => Answers.Count == 0 ? 0 : Answers[0].Status;

    public override string ToString() =>
        $"""
        answers: {string.Join(" | ", Answers.Select(Text))}
        ended: {Ended}
        next: {(Next is null ? "none" : Text(Next))}
        backend: {string.Join(" | ", Requests.Select(r => $"on {r.Connection}: {Text(r.Message)}"))}
        """;

    private static string Text(StrictMessage message) =>
        $"{Short(message.Head)} [{Short(message.Body)}]{(message.IsWhole ? "" : " cut")}{(message.Doubt is null ? "" : $" in doubt: {message.Doubt}")}";

    private static string Short(string text)
    {
        const int Most = 600;
        string shown = text.Length > Most ? text[..Most] + "…" : text;
        return shown.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);
    }
}
