using ConfigSync.Plans;
using ConfigSync.Snapshots;
using Edge.Balancing;
using Edge.Faults;

namespace Edge.Forwarding;

/// <summary>
/// Steps 5 to 7 of one exchange: what the model's name leads to, which replica was picked, and which ones were tried before.
/// One thread at a time; allocates nothing.
/// </summary>
internal sealed class Destination
{
    // More replicas than this are not tried for one request: by then the caller has waited long enough.
    private readonly Replica[] _tried = new Replica[8];
    private SplitNode? _split;
    private PickRandom _random = PickRandom.Create();
    private Range _modelOverride;
    private int _triedCount;

    /// <summary>The replica picked last; its count is up to whoever uses it.</summary>
    internal Pick Current { get; private set; }

    /// <summary>Full name of what the model's name leads to; null until it is known.</summary>
    internal string? Router { get; private set; }

    /// <summary>Whether this is the first replica of the request.</summary>
    internal bool IsFirst => _triedCount <= 1;

    /// <summary>Whether the model is known to lead somewhere.</summary>
    internal bool IsResolved => _split is not null;

    /// <summary>Whether there is a replica that was not tried for this request, and may yet be.</summary>
    internal bool HasOthers => _triedCount < _tried.Length && Picker.HasOthers(_split!, _tried.AsSpan(0, _triedCount));

    /// <summary>Whether requests of one session go to one replica there.</summary>
    internal bool KeepsSessions => _split!.SessionAffinity;

    /// <summary>The session of the request (<see cref="Edge.Intake.SessionKey"/>); 0 for none.</summary>
    internal ulong Session { get; set; }

    /// <summary>Steps 5 and 6: looks the name up; false when this caller may not use it or it does not exist.</summary>
    internal bool TryResolve(RoutingSnapshot snapshot, AccountModel account, ReadOnlySpan<byte> model)
    {
        RouteMatch match = snapshot.Find(account, model);
        if (match.Entry is null)
            return false;
        _split = (SplitNode)match.Entry.Plan.Root;
        Router = match.Entry.FullName;
        _modelOverride = default;
        if (!match.Model.IsEmpty && model.Overlaps(match.Model, out int offset))
            _modelOverride = offset..(offset + match.Model.Length);
        return true;
    }

    /// <summary>Step 7: one replica that was not tried yet, counted.</summary>
    internal bool TryPick(out FaultKind why)
    {
        why = FaultKind.NoReplica;
        if (_triedCount == _tried.Length || !Picker.TryPick(_split!, _tried.AsSpan(0, _triedCount), Session, ref _random, out Pick pick, out why))
            return false;
        Current = pick;
        _tried[_triedCount++] = pick.Share.Replica;
        return true;
    }

    /// <summary>The replica of the last pick once more, counted again.</summary>
    internal void PickSame() => Current.Share.Replica.Begin();

    /// <summary>What the upstream is to read as the model's name; empty for what the caller wrote.</summary>
    internal ReadOnlySpan<byte> UpstreamModel(ReadOnlySpan<byte> callersModel)
    {
        ReadOnlySpan<byte> said = callersModel[_modelOverride];
        if (!said.IsEmpty)
            return said;
        DeploymentModel deployment = Current.Deployment;
        return !deployment.ServedModel.IsEmpty ? deployment.ServedModel.AsSpan()
            : !_split!.Model.IsEmpty ? _split.Model.AsSpan()
            : deployment.BaseModel.AsSpan();
    }

    /// <summary>Forgets the request.</summary>
    internal void Clear()
    {
        Array.Clear(_tried, 0, _triedCount);
        (_triedCount, Current, _split, Router, Session) = (0, default, null, null, 0);
    }
}
