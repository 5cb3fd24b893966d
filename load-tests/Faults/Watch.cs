using System.Diagnostics;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>An edge as its operators see it while it works: how fast it answers them, and what memory it has.</summary>
internal sealed class Watch(EdgeProcess edge)
{
    private static readonly string[] Paths = ["/livez", "/readyz", "/metrics"];

    /// <summary>The longest that an operator waited.</summary>
    internal TimeSpan Longest { get; private set; }

    /// <summary>Questions that were not answered 200.</summary>
    internal int Unanswered { get; private set; }

    /// <summary>Resident memory in KiB once a quarter of the time is over: what is made once has been made.</summary>
    internal long EarlyKib { get; private set; }

    /// <summary>The most there was of it since then.</summary>
    internal long MostKib { get; private set; }

    /// <summary>Looks all the time for so long.</summary>
    internal async Task RunAsync(TimeSpan length)
    {
        long start = Stopwatch.GetTimestamp();
        for (int look = 0; Stopwatch.GetElapsedTime(start) < length; look++)
        {
            long asked = Stopwatch.GetTimestamp();
            (string Status, string Body)? answer = await Operator.GetAsync(edge.ControlPort, Paths[look % Paths.Length]);
            TimeSpan time = Stopwatch.GetElapsedTime(asked);
            Longest = time > Longest ? time : Longest;
            Unanswered += answer is { Status: "200" } ? 0 : 1;
            if (Stopwatch.GetElapsedTime(start) >= length / 4)
                Look();
            await Task.Delay(50);
        }
    }

    private void Look()
    {
        long now = edge.Figures.ResidentKib();
        EarlyKib = EarlyKib == 0 ? now : EarlyKib;
        MostKib = Math.Max(MostKib, now);
    }
}
