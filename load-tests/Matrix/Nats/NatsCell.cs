using Edge.LoadTests.Common.Links;
using Edge.LoadTests.Matrix.Cells;

namespace Edge.LoadTests.Matrix.Nats;

/// <summary>One cell of the NATS side: a change is made while the fault lasts, and must be in use once it is lifted. One task.</summary>
/// <param name="edge">The edge, which nobody else touches meanwhile.</param>
/// <param name="result">Of which cell, and where it is noted.</param>
internal sealed class NatsCell(NatsEdge edge, CellResult result)
{
    /// <summary>Above the 10 s within which a link that is silent must be noticed (docs/specs/store.md).</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>How long a fault lasts at least, so that the edge tries again more than once.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Cell _cell = result.Cell;
    private readonly FaultyLink _link = edge.Link;

    /// <summary>Runs it to its end. What is not as promised stands in the result.</summary>
    internal async Task RunAsync()
    {
        foreach (NatsTrial trial in NatsTrial.Of(_cell))
        {
            (int asked, int ended) = (edge.Asked, _link.Ended);
            await BeginAsync(trial, ended);
            await edge.TurnAsync();
            if (_cell.IsHarmless)
                await FollowAsync();
            else
                await NoticeAsync(trial, ended);
            await RecoverAsync();
            result.Others(edge.TakeFailures());
            if (edge.Asked == asked)
                result.Violate("other callers got no answers meanwhile");
        }
    }

    private async Task BeginAsync(NatsTrial trial, int ended)
    {
        if (_cell.Phase == Phase.InitialLoad)
            await edge.RestartAsync(() => _link.Inflict(trial.Faults));
        else
            _link.Inflict(trial.Faults);
        // First, or the edge is back before anybody is turned away.
        if (_cell.Phase == Phase.Connect)
            _link.Treat(trial.NewConnections);
        if (_cell.Phase is Phase.Connect or Phase.Handshake)
            _link.ResetAll();
        // Who is refused from the start never comes as far as to a handshake or a load.
        if (trial.NewConnections != NewConnections.Taken && _cell.Phase is (Phase.Handshake or Phase.InitialLoad))
            await UntilAsync(() => Task.FromResult(_link.Ended > ended));
        if (_cell.Phase != Phase.Connect)
            _link.Treat(trial.NewConnections);
    }

    /// <summary>What is only slow is followed all the same.</summary>
    private async Task FollowAsync()
    {
        (bool follows, TimeSpan after) = await UntilAsync(async () => await edge.FollowsAsync() == true && await edge.IsLiveAsync());
        result.See(follows ? $"followed after {after.TotalMilliseconds:0} ms" : "not followed");
        if (!follows)
            result.Violate($"a link that is only slow is not followed within {Deadline.TotalSeconds:0} s");
        await edge.TurnAsync();
    }

    /// <summary>The loss is noticed, and what was good last serves on.</summary>
    private async Task NoticeAsync(NatsTrial trial, int ended)
    {
        Task lasting = Task.Delay(Lasting, _time, CancellationToken.None);
        (bool noticed, TimeSpan after) = await UntilAsync(async () => (!trial.Ends || _link.Ended > ended) && !await edge.IsLiveAsync());
        result.See(noticed ? $"noticed after {after.TotalMilliseconds:0} ms" : "not noticed");
        if (!noticed)
            result.Violate($"not noticed within {Deadline.TotalSeconds:0} s");
        if (await edge.FollowsAsync() is null)
            result.Violate("the last good configuration does not serve");
        await lasting;
    }

    private async Task RecoverAsync()
    {
        long start = _time.GetTimestamp();
        _link.Lift();
        (bool follows, _) = await UntilAsync(async () => await edge.FollowsAsync() == true);
        TimeSpan after = _time.GetElapsedTime(start);
        if (!follows)
            result.Violate($"a change is not in use {Deadline.TotalSeconds:0} s after the fault was lifted");
        result.Recovered(after);
        (bool live, _) = await UntilAsync(async () => await edge.IsLiveAsync() && edge.LeftOver() is null);
        if (!live)
            result.Violate(edge.LeftOver() ?? "the store is not live again");
    }

    private async Task<(bool Came, TimeSpan After)> UntilAsync(Func<Task<bool>> condition)
    {
        long start = _time.GetTimestamp();
        while (_time.GetElapsedTime(start) < Deadline)
        {
            if (await condition())
                return (true, _time.GetElapsedTime(start));
            await Task.Delay(Look, _time, CancellationToken.None);
        }
        return (false, Deadline);
    }
}
