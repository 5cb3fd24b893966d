using System.Globalization;
using System.Net;
using Shared.Hostile;

namespace Edge.LoadTests.Hostile;

/// <summary>One proxy with a backend of its own, and what came of each case there.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Port">Where it listens on 127.0.0.1.</param>
/// <param name="BackendPort">Where it looks for its backend.</param>
/// <param name="Promises">Which promises it gives.</param>
internal sealed record Peer(string Name, int Port, int BackendPort, Promise Promises)
{
    private readonly Dictionary<string, Verdict> _verdicts = [];

    /// <summary>How many cases it has held.</summary>
    internal int Held => _verdicts.Values.Count(v => v.Harm is null);

    /// <summary>Reads <c>NAME=PORT:BACKEND:PROMISES</c>; throws a <see cref="FormatException"/> for anything else.</summary>
    internal static Peer Parse(string text)
    {
        string[] parts = text.Split('=', ':');
        if (parts.Length != 4)
            throw new FormatException($"'{text}' is no NAME=PORT:BACKEND:PROMISES.");
        return new Peer(parts[0], Number(parts[1]), Number(parts[2]), Enum.Parse<Promise>(parts[3], ignoreCase: true));
    }

    /// <summary>What came of a case; null when it was not asked.</summary>
    internal Verdict? Of(HostileCase hostile) => _verdicts.GetValueOrDefault(hostile.Name);

    /// <summary>Puts all cases to it that it gives a promise about, one after another.</summary>
    internal async Task RunAsync(TimeSpan patience)
    {
        using var backend = new RecordingBackend(BackendPort);
        var run = new HostileRun(new IPEndPoint(IPAddress.Loopback, Port), backend, patience);
        foreach (HostileCase hostile in HostileCases.All.Where(c => c.Promise <= Promises))
        {
            Observation seen = await run.RunAsync(hostile);
            _verdicts[hostile.Name] = new Verdict(Judge.Of(hostile, seen), seen);
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
