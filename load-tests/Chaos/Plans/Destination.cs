namespace Edge.LoadTests.Chaos.Plans;

/// <summary>A name that callers ask for, and what may happen to requests for it.</summary>
/// <param name="Name">The name.</param>
/// <param name="MayFail">Whether anything may go wrong: nothing may where neither replicas nor links have faults.</param>
/// <param name="HasServerFaults">Whether replicas do what the plan of a request says.</param>
/// <param name="HasLinks">Whether some replicas stand behind links with faults: then what a replica sent need not have arrived.</param>
internal sealed record Destination(string Name, bool MayFail, bool HasServerFaults, bool HasLinks)
{
    /// <summary>Whatever happens elsewhere, nothing happens here.</summary>
    internal static readonly Destination Calm = new("calm", false, false, false);

    /// <summary>The same, behind another name at the replica.</summary>
    internal static readonly Destination Served = new("served", true, true, false);

    /// <summary>Replicas with faults.</summary>
    internal static readonly Destination Rough = new("rough", true, true, false);

    /// <summary>Good replicas behind bad links.</summary>
    internal static readonly Destination Wires = new("wires", true, false, true);

    /// <summary>A router over both.</summary>
    internal static readonly Destination Mix = new("mix", true, true, true);

    /// <summary>The same with even load.</summary>
    internal static readonly Destination Even = new("even", true, true, true);

    /// <summary>Replicas with faults, sessions kept together.</summary>
    internal static readonly Destination Sticky = new("sticky", true, true, false);

    /// <summary>Never answers, and no timeout ends that: what becomes of callers who leave.</summary>
    internal static readonly Destination Patience = new("patience", true, true, false);

    /// <summary>A name that leads nowhere.</summary>
    internal static readonly Destination Nowhere = new("nowhere", true, false, false);
}
