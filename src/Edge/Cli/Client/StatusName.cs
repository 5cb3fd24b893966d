namespace Edge.Cli.Client;

/// <summary>The names of the numbers that errors of the control API carry.</summary>
internal static class StatusName
{
    /// <summary>The number of a call without a good key.</summary>
    internal const int Unauthenticated = 16;

    private static readonly string[] Names =
    [
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>The name of <paramref name="code"/>, or the number when it has none.</summary>
    internal static string Of(int code) => code >= 0 && code < Names.Length ? Names[code] : $"code {code}";
}
