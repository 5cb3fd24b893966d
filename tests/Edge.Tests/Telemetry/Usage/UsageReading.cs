using System.Text;
using Edge.Forwarding;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Telemetry.Usage;

/// <summary>Reads answers in pieces.</summary>
internal static class UsageReading
{
    /// <summary>The figures of a document that is cut at <paramref name="cuts"/>, which ascend.</summary>
    internal static UsageFigures Document(byte[] body, params ReadOnlySpan<int> cuts)
    {
        var scanner = new UsageScanner();
        scanner.Reset(deepest: 1);
        Feed(body, cuts, scanner.Feed);
        scanner.EndDocument();
        return scanner.Figures;
    }

    /// <summary>The figures that the events of a stream say, and how many events with content were not counted by them.</summary>
    internal static (UsageFigures Said, long Events, long Uncounted) Stream(EndMark mark, byte[] body, params ReadOnlySpan<int> cuts)
    {
        var scanner = new UsageScanner();
        var tracker = new EventStreamTracker(scanner);
        tracker.Reset(mark);
        Feed(body, cuts, tracker.Feed);
        return (scanner.Figures, tracker.Events, tracker.Uncounted);
    }

    /// <summary>Cuts a text in two at each index, and in single bytes; <paramref name="read"/> says the same each time.</summary>
    internal static T AtEverySplit<T>(string text, Func<byte[], int[], T> read)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        T whole = read(body, []);
        read(body, [.. Enumerable.Range(1, body.Length - 1)]).ShouldBe(whole, "a byte a piece");
        for (int cut = 1; cut < body.Length; cut++)
            read(body, [cut]).ShouldBe(whole, $"cut at {cut}");
        return whole;
    }

    private static void Feed(byte[] body, ReadOnlySpan<int> cuts, Action<ReadOnlySpan<byte>> feed)
    {
        int start = 0;
        foreach (int cut in cuts)
        {
            feed(body.AsSpan(start, cut - start));
            start = cut;
        }
        feed(body.AsSpan(start));
    }
}
