namespace Edge.LoadTests.Common.Links;

/// <summary>
/// Faults drawn at random, the same for the same seed and number of a connection. Most connections get one fault; all but the harmless ones end at some time, so that
/// a pool that keeps them is not left with the slow ones alone.
/// </summary>
internal static class RandomLinkFaults
{
    private const int LongLife = 1_000_000;

    /// <summary>The faults of connection <paramref name="number"/> of the link with this <paramref name="seed"/>.</summary>
    internal static LinkFaults Draw(int seed, int number)
    {
        int own = unchecked((seed * 31) + (number * 486187739));
        var random = new Random(own);
        int kind = random.Next(100);
        FlowFaults flow = Flow(kind, random);
        // A trickle goes one way alone: what is under way when its sender leaves would take too long the other way.
        FlowFaults other = kind is < 60 or >= 95 ? FlowFaults.None : flow with { End = FlowEnd.None };
        bool toCaller = random.Next(4) != 0;
        return new LinkFaults { ToTarget = toCaller ? other : flow, ToCaller = toCaller ? flow : other, Seed = own };
    }

    private static FlowFaults Flow(int kind, Random random) => kind switch
    {
        < 30 => FlowFaults.None,
        < 39 => Ending(FlowEnd.Cut, random),
        < 48 => Ending(FlowEnd.Reset, random),
        < 53 => Ending(FlowEnd.HalfClose, random),
        < 54 => Ending(FlowEnd.Silence, random),
        < 60 => new FlowFaults { CloseDelay = Milliseconds(random, 300) },
        < 67 => Ending(FlowEnd.Cut, random, 50_000) with { PieceBytes = 1 + random.Next(40) },
        < 75 => Ending(FlowEnd.Cut, random, LongLife) with { PieceBytes = 100 + random.Next(1400) },
        < 85 => Ending(FlowEnd.Reset, random, LongLife) with { Delay = Milliseconds(random, 5), Jitter = Milliseconds(random, 15) },
        < 95 => Ending(FlowEnd.Cut, random, LongLife) with { BytesPerSecond = 100_000 + random.Next(2_000_000) },
        _ => Ending(FlowEnd.Reset, random, 20_000) with { PieceBytes = 4 + random.Next(60), Pause = TimeSpan.FromMilliseconds(1) },
    };

    /// <summary>An end after a number of bytes of any order of magnitude: as likely within a head as within a large body.</summary>
    private static FlowFaults Ending(FlowEnd end, Random random, int longest = 300_000) =>
        new() { End = end, EndAfter = (long)Math.Exp(random.NextDouble() * Math.Log(longest)) };

    private static TimeSpan Milliseconds(Random random, int most) => TimeSpan.FromMilliseconds(1 + random.Next(most));
}
