using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Edge.Tests.Mock;

/// <summary>Waits for a condition with a deadline.</summary>
internal static class Eventually
{
    internal static async Task IsAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string said = "")
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20)).ShouldBeTrue($"never came true: {said}");
            await Task.Delay(1);
        }
    }
}
