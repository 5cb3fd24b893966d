using ConfigSync.Resources;
using Shared.Hostile;

namespace Edge.Tests.Wire;

/// <summary>Of the list of hostile input, what ARCHITECTURE.md ("Allowed differences between drivers") lets Kestrel's HTTP do otherwise.</summary>
internal static class HostileDifferences
{
    private static readonly string[] OnKestrelHttp =
    [
        "a length with a plus",
        "a length behind a vertical tab",
        "a length before a NUL",
        "a NUL in a chunk extension",
        "a chunk extension of 1 MiB",
        "Connection names close and a field",
        "Connection names keep-alive, X-SECRET ,",
        "Connection names x-secret and then keep-alive",
    ];

    /// <summary>Whether the driver of the test may do otherwise.</summary>
    internal static bool IsAllowed(HostileCase hostile) =>
        WireDriver.Current == ListenDriver.KestrelHttp && OnKestrelHttp.Contains(hostile.Name);
}
