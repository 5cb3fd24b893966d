using Edge.LoadTests.Common.Links;
using Edge.LoadTests.Matrix.Cells;
using Edge.LoadTests.Matrix.Wire;

namespace Edge.LoadTests.Matrix.Http;

/// <summary>One request through a link with a fault, and how it may end.</summary>
/// <param name="Ask">What is asked for.</param>
/// <param name="Allowed">What its caller may be left with.</param>
internal sealed record Trial(Ask Ask, Fate Allowed)
{
    /// <summary>What happens on the connections of the link.</summary>
    internal LinkFaults Faults { get; init; } = LinkFaults.None;

    /// <summary>Whether one of them is an end, which must come.</summary>
    internal bool Ends => Faults.ToTarget.End != FlowEnd.None || Faults.ToCaller.End != FlowEnd.None;

    /// <summary>What becomes of those who connect.</summary>
    internal NewConnections NewConnections { get; init; }

    /// <summary>Whether that begins only once the connection of this request stands.</summary>
    internal bool OnceConnected { get; init; }

    /// <summary>Whether the replica keeps its connection behind the answer, so that it is not its end that tells of the fault.</summary>
    internal bool KeepsReplica { get; init; }

    /// <summary>When the caller leaves of itself; null for never.</summary>
    internal Leave? Leave { get; init; }

    /// <summary>How long the caller waits: above what the edge may take to tell it.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
