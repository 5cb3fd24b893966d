namespace Edge.LoadTests.Chaos.Callers;

/// <summary>How slow callers are: slow enough to fill buffers on the way, fast enough for every timeout.</summary>
internal static class SlowPace
{
    /// <summary>Bytes of one read; also what the kernel may keep.</summary>
    internal const int ReadBytes = 16 * 1024;

    private const int Pieces = 8;

    /// <summary>Bytes of one write of so many that are to be sent.</summary>
    internal static int SendBytes(int all) => Math.Max(64, all / Pieces);

    /// <summary>Between two of them.</summary>
    internal static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
}
