namespace Shared.Hostile;

/// <summary>The one list of hostile input. The tests put it to Edge on each driver, <c>load-tests/hostile.sh</c> to Edge and to others.</summary>
internal static class HostileCases
{
    /// <summary>All cases by what they attack, in the order they are shown.</summary>
    internal static IReadOnlyList<(string Title, IReadOnlyList<HostileCase> Cases)> Groups { get; } =
    [
        ("Content-Length", [.. LengthCases.All]),
        ("Transfer-Encoding", [.. CodingCases.All]),
        ("Chunks", [.. ChunkCases.All]),
        ("Request lines, line ends and limits", [.. LineCases.All]),
        ("Fields", [.. FieldCases.All]),
        ("Targets and Host", [.. TargetCases.All]),
        ("This hop", [.. HopCases.All]),
        ("Bodies", [.. JsonCases.All]),
        ("Heads of answers", [.. AnswerHeadCases.All]),
        ("Bodies of answers", [.. AnswerBodyCases.All]),
    ];

    /// <summary>All cases in that order.</summary>
    internal static IReadOnlyList<HostileCase> All { get; } = [.. Groups.SelectMany(group => group.Cases)];
}
