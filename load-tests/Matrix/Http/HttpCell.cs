using Edge.LoadTests.Common;
using Edge.LoadTests.Common.Links;
using Edge.LoadTests.Matrix.Cells;
using Edge.LoadTests.Matrix.Wire;

namespace Edge.LoadTests.Matrix.Http;

/// <summary>One cell of the HTTP sides: its trials, and behind each of them the way back. One task.</summary>
/// <param name="stand">Where.</param>
/// <param name="result">Of which cell, and where it is noted.</param>
internal sealed class HttpCell(HttpStand stand, CellResult result)
{
    /// <summary>Far beyond what anything takes that happens at all.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    /// <summary>Of one request behind the fault.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Cell _cell = result.Cell;
    private readonly FaultyLink _link = stand.Link(result.Cell);

    /// <summary>Runs it to its end. What is not as promised stands in the result.</summary>
    internal async Task RunAsync()
    {
        foreach (Trial trial in Trials.Of(_cell))
        {
            await TryAsync(trial);
            await RecoverAsync();
            await LookAsync();
        }
    }

    private async Task TryAsync(Trial trial)
    {
        Question question = Question.New(_cell.Id, _cell.Id, trial.Ask);
        (int taken, int ended) = (_link.Taken, _link.Ended);
        _link.Inflict(trial.Faults);
        if (!trial.OnceConnected)
            _link.Treat(trial.NewConnections);
        Task<Ending> asking = Caller.AskOnceAsync(stand.PortOf(_cell), question, trial.Patience, trial.Leave, trial.KeepsReplica);
        if (trial.OnceConnected && trial.NewConnections != NewConnections.Taken)
        {
            while (_link.Taken == taken && !asking.IsCompleted)
                await Task.Delay(Look, _time, CancellationToken.None);
            _link.Treat(trial.NewConnections);
        }
        Ending ending = await asking;
        result.See(ending.What);
        if ((trial.Allowed & ending.Fate) == 0)
            result.Violate($"{trial.Ask} ended {ending.Fate} where {trial.Allowed} was promised: {ending.What}");
        if (trial.Ends && _link.Ended == ended)
            result.Violate("the fault never came");
        // Before a replica each connection that stood may have had a byte of the request, whether the link let it pass or not.
        result.Sent(Math.Max(stand.Model.Arrived(question.Nonce), _cell.Side == Side.Upstream ? _link.Taken - taken : 0));
    }

    /// <summary>The fault is lifted: from that moment on new requests are made, one after the other, until one succeeds.</summary>
    private async Task RecoverAsync()
    {
        long start = _time.GetTimestamp();
        _link.Lift();
        Ending ending;
        do
            ending = await Caller.AskOnceAsync(stand.PortOf(_cell), Question.New(_cell.Id, _cell.Id, Ask.Small), Patience);
        while (ending.Fate != Fate.Whole && _time.GetElapsedTime(start) < Deadline);
        result.Recovered(_time.GetElapsedTime(start));
        if (ending.Fate != Fate.Whole)
            result.Violate($"of no use any more: {ending.What}");
    }

    /// <summary>What the edge holds for the replicas of this cell is given back.</summary>
    private async Task LookAsync()
    {
        long start = _time.GetTimestamp();
        Metrics metrics;
        do
            metrics = await stand.Edge.MetricsAsync();
        while (!IsClean(metrics) && _time.GetElapsedTime(start) < Deadline);
        if (!IsClean(metrics))
            result.Violate($"left over: {Outstanding(metrics)} requests outstanding, {Connections(metrics)} connections in the pools");
    }

    /// <summary>An edge that does not answer has no figures at all.</summary>
    private bool IsClean(Metrics metrics) => metrics.Of("edge_snapshot_version") > 0 && Outstanding(metrics) == 0 && Connections(metrics) == 0;

    private double Outstanding(Metrics metrics) => metrics.Sum("edge_replica_outstanding", $"/{_cell.Id}@");

    private double Connections(Metrics metrics) => metrics.Sum("edge_replica_connections", $"/{_cell.Id}@");
}
