using System.Diagnostics;

namespace Edge.Tests.Upstream;

/// <summary>Waits for what another thread or the kernel is about to do.</summary>
internal static class Until
{
    /// <summary>Long enough for a machine under load; reached by failing tests only.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    internal static async Task True(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            watch.Elapsed.ShouldBeLessThan(Deadline);
            await Task.Delay(1);
        }
    }

    internal static Task<T> Done<T>(Task<T> task) => task.WaitAsync(Deadline);
}
