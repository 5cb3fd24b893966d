using Edge.LoadTests.Chaos.Plans;
using Edge.LoadTests.Common.Links;

namespace Edge.LoadTests.Chaos.Callers;

/// <summary>The ways to the edge: the plain one, and links with each fault.</summary>
internal sealed class Fronts : IDisposable
{
    private readonly List<FaultyLink> _links = [];
    private readonly List<Front> _all;
    private readonly int _edge;

    /// <summary>Links in front of the edge's port begin to listen; their faults follow from <paramref name="seed"/>.</summary>
    internal Fronts(int edge, int seed)
    {
        _edge = edge;
        _all = [new Front("plain", edge, false, false)];
        Add("slices", seed, false, random => new FlowFaults { PieceBytes = 1 + random.Next(30) });
        Add("trickle", seed, false, random => new FlowFaults { PieceBytes = 40 + random.Next(400), Pause = TimeSpan.FromMilliseconds(1) });
        Add("delay", seed, false, random => new FlowFaults { Delay = TimeSpan.FromMilliseconds(random.Next(30)), Jitter = TimeSpan.FromMilliseconds(random.Next(30)) });
        Add("narrow", seed, false, random => new FlowFaults { BytesPerSecond = 50_000 + random.Next(500_000) });
        Add("slow-close", seed, false, random => new FlowFaults { CloseDelay = TimeSpan.FromMilliseconds(random.Next(300)) });
        foreach (FlowEnd end in (FlowEnd[])[FlowEnd.Cut, FlowEnd.Reset, FlowEnd.HalfClose, FlowEnd.Silence])
            Add(end.ToString().ToLowerInvariant(), seed, true, random => new FlowFaults { End = end, EndAfter = random.Next(random.Next(2) == 0 ? 400 : 4000) });
    }

    /// <summary>All of them, the plain one first.</summary>
    internal IReadOnlyList<Front> All => _all;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FaultyLink link in _links)
            link.Dispose();
    }

    private void Add(string name, int seed, bool ends, Func<Random, FlowFaults> draw)
    {
        int own = seed + _all.Count;
        var link = new FaultyLink(_edge, number => Faults(unchecked((own * 31) + (number * 486187739)), ends, draw));
        _links.Add(link);
        _all.Add(new Front(name, link.Port, MayBreak: ends, MayHang: ends));
    }

    /// <summary>What slows down does so both ways; what ends does so one way.</summary>
    private static LinkFaults Faults(int seed, bool ends, Func<Random, FlowFaults> draw)
    {
        var random = new Random(seed);
        FlowFaults flow = draw(random);
        bool toCaller = random.Next(2) == 0;
        return new LinkFaults
        {
            ToTarget = toCaller && ends ? FlowFaults.None : flow,
            ToCaller = toCaller || !ends ? flow : FlowFaults.None,
            Seed = seed,
        };
    }
}
