using Microsoft.AspNetCore.Connections;

namespace Edge.Drivers;

/// <summary>What Kestrel's pipes throw.</summary>
internal static class PipeErrors
{
    /// <summary>
    /// Whether <paramref name="e"/> says that the caller's connection has ended under a call. TLS and the transport have no exception
    /// in common, and a pipe that was completed meanwhile throws <see cref="InvalidOperationException"/>.
    /// </summary>
    internal static bool IsGone(Exception e) =>
        e is ConnectionResetException or ConnectionAbortedException or OperationCanceledException or IOException or InvalidOperationException;
}
