using Edge.LoadTests.Common.Links;
using Edge.LoadTests.Matrix.Cells;

namespace Edge.LoadTests.Matrix.Nats;

/// <summary>What happens on the way to NATS.</summary>
/// <param name="Faults">On the connections of the link, those that stand too.</param>
/// <param name="NewConnections">What becomes of those who connect.</param>
internal sealed record NatsTrial(LinkFaults Faults, NewConnections NewConnections)
{
    /// <summary>Within what a server says of itself first, some 400 bytes.</summary>
    private const int InInfo = 100;

    /// <summary>Within what its client says then.</summary>
    private const int InConnect = 20;

    /// <summary>Behind some of the documents: <see cref="NatsStand.Fillers"/> of them are four times as long.</summary>
    private const int InLoad = 20_000;

    /// <summary>Within the next message.</summary>
    private const int InMessage = 10;

    /// <summary>All documents, so that what is slow takes most of a second.</summary>
    private const int LoadBytes = 80_000;

    /// <summary>Whether one of the faults is an end, which must come.</summary>
    internal bool Ends => Faults.ToTarget.End != FlowEnd.None || Faults.ToCaller.End != FlowEnd.None;

    /// <summary>Those of <paramref name="cell"/>, one after the other.</summary>
    internal static IReadOnlyList<NatsTrial> Of(Cell cell)
    {
        NewConnections them = CellFaults.OfNew(cell.Fault, cell.Phase);
        FlowFaults Flow(int at) => cell.IsHarmless ? CellFaults.Harmless(cell.Fault, at, LoadBytes) : CellFaults.Ending(cell.Fault, at);
        NatsTrial There(int at) => new(new LinkFaults { ToTarget = Flow(at) }, them);
        NatsTrial Back(int at) => new(new LinkFaults { ToCaller = Flow(at) }, them);
        return cell.Phase switch
        {
            Phase.Connect when them != NewConnections.Taken => [new NatsTrial(LinkFaults.None, them)],
            Phase.Connect when cell.IsHarmless => [new NatsTrial(new LinkFaults { ToTarget = Flow(0), ToCaller = Flow(0) }, them)],
            Phase.Connect => [There(0)],
            Phase.Handshake => [Back(InInfo), There(InConnect)],
            Phase.InitialLoad => [Back(InLoad)],
            _ => [Back(InMessage)],
        };
    }
}
