using Edge.LoadTests.Common.Links;
using Edge.LoadTests.Matrix.Cells;
using Edge.LoadTests.Matrix.Wire;

namespace Edge.LoadTests.Matrix.Http;

/// <summary>What is tried in a cell of the HTTP sides: an end of the connection within the request and within the answer, where there are two ways.</summary>
internal static class Trials
{
    /// <summary>Within any head.</summary>
    private const int InHead = 20;

    /// <summary>Within a body of 64 KiB, whichever head stands before it.</summary>
    private const int InBody = 32 * 1024;

    /// <summary>In a body, so early that its average speed is soon below what a caller must keep (240 bytes a second, README).</summary>
    private const int EarlyInBody = 1000;

    /// <summary>A part of an event.</summary>
    private const int InEvent = 20;

    private const int SmallBytes = 300;
    private const int BodyBytes = 32 * 1024;
    private const int StreamBytes = 3000;

    /// <summary>How long a caller waits that will be told nothing: until long after the fault came.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    /// <summary>Above the 30 s that a head may take.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(40);

    /// <summary>Those of <paramref name="cell"/>, one after the other.</summary>
    internal static IReadOnlyList<Trial> Of(Cell cell) => cell switch
    {
        { IsHarmless: true } => Harmless(cell),
        { Side: Side.Client, Fault: FaultKind.SlowClose } => [Leaving(cell)],
        { Fault: FaultKind.SlowClose, Phase: Phase.Body } => [Closing(Ask.LargeToClose)],
        { Fault: FaultKind.SlowClose, Phase: Phase.Stream } => [Closing(Ask.StreamToClose)],
        { Side: Side.Client } => [.. Ending(cell).Select(trial => OfClient(cell, trial))],
        _ => Ending(cell),
    };

    private static Trial[] Harmless(Cell cell)
    {
        FlowFaults Flow(int from, int bytes) => CellFaults.Harmless(cell.Fault, from, bytes);
        LinkFaults Both(int from, int bytes) => new() { ToTarget = Flow(from, bytes), ToCaller = Flow(from, bytes) };
        return cell.Phase switch
        {
            Phase.Connect => [new Trial(Ask.Small, Fate.Whole) { Faults = Both(0, SmallBytes) }],
            Phase.Head => [new Trial(Ask.Small, Fate.Whole) { Faults = Both(InHead, SmallBytes) }],
            Phase.Body =>
            [
                new Trial(Ask.Upload, Fate.Whole) { Faults = new LinkFaults { ToTarget = Flow(InBody, BodyBytes) } },
                new Trial(Ask.Large, Fate.Whole) { Faults = new LinkFaults { ToCaller = Flow(InBody, BodyBytes) } },
            ],
            _ => [new Trial(Ask.Stream, Fate.Whole) { Faults = new LinkFaults { ToCaller = Flow(AtEvent(cell), StreamBytes) } }],
        };
    }

    /// <summary>As before a replica: the edge tells what it can.</summary>
    private static Trial[] Ending(Cell cell)
    {
        LinkFaults There(int after) => new() { ToTarget = CellFaults.Ending(cell.Fault, after) };
        LinkFaults Back(int after) => new() { ToCaller = CellFaults.Ending(cell.Fault, after) };
        NewConnections them = CellFaults.OfNew(cell.Fault, cell.Phase);
        Trial Of(Ask ask, Fate allowed, LinkFaults faults) => new(ask, allowed) { Faults = faults, NewConnections = them, OnceConnected = true, KeepsReplica = KeepsReplica(cell) };
        return cell.Phase switch
        {
            Phase.Connect when them != NewConnections.Taken => [new Trial(Ask.Small, Fate.Told) { NewConnections = them }],
            Phase.Connect => [Of(Ask.Small, Fate.Told, There(0))],
            Phase.Head => [Of(Ask.Small, Fate.Told, There(InHead)), Of(Ask.Small, Fate.Told, Back(InHead))],
            Phase.Body => [Of(Ask.Upload, Fate.Told, There(InBody)), Of(Ask.Large, Fate.Broken, Back(InBody))],
            _ => [Of(Ask.Stream, Fate.Told, Back(AtEvent(cell))), Of(Ask.Stream, Fate.Broken, Back(AtEvent(cell) + InEvent))],
        };
    }

    /// <summary>The same between caller and edge: what the edge tells does not arrive, but for a request that stops in the middle, of which the edge can tell.</summary>
    private static Trial OfClient(Cell cell, Trial trial)
    {
        if (cell.Phase == Phase.Connect && trial.NewConnections != NewConnections.Taken)
            return trial with { Allowed = Fate.NoWay, Patience = Short };
        if (cell.Fault != FaultKind.Timeout)
            return trial with { Allowed = Fate.Broken };
        if (trial.Faults.ToTarget.End == FlowEnd.None)
            return trial with { Allowed = Fate.GaveUp, Patience = Short };
        LinkFaults faults = cell.Phase == Phase.Body ? new LinkFaults { ToTarget = CellFaults.Ending(cell.Fault, EarlyInBody) } : trial.Faults;
        return trial with { Allowed = Fate.Told, Faults = faults, Patience = Long };
    }

    /// <summary>The caller has left, and the edge hears of it late.</summary>
    private static Trial Leaving(Cell cell)
    {
        (Ask ask, Leave leave) = cell.Phase switch
        {
            Phase.Connect => (Ask.Small, new Leave(0, 0)),
            Phase.Head => (Ask.Small, new Leave(InHead, 0)),
            Phase.Body => (Ask.Upload, new Leave(InBody, 0)),
            _ => (Ask.Stream, new Leave(int.MaxValue, AtEvent(cell))),
        };
        return new Trial(ask, Fate.Left) { Leave = leave, Faults = Late() };
    }

    /// <summary>The replica's end is that of its answer, and the edge hears of it late.</summary>
    private static Trial Closing(Ask ask) => new(ask, Fate.Whole) { Faults = Late() };

    private static LinkFaults Late()
    {
        var late = new FlowFaults { CloseDelay = CellFaults.SlowClose };
        return new LinkFaults { ToTarget = late, ToCaller = late };
    }

    /// <summary>A replica that ended its side of a silent connection would tell the edge.</summary>
    private static bool KeepsReplica(Cell cell) => cell.Fault == FaultKind.Timeout;

    /// <summary>Where an event ends in what a replica sends, and some of the stream is left.</summary>
    private static int AtEvent(Cell cell)
    {
        string[] events = [.. Question.Events(Ask.Stream, cell.Id, new string('0', Question.NonceLength)).Take(10)];
        return Model.StreamHead(KeepsReplica(cell)).Length + events.Sum(text => Model.Chunk(text).Length);
    }
}
