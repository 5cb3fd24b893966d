using System.Collections.Immutable;
using ConfigSync.Snapshots;

namespace Edge.Balancing;

/// <summary>The replicas of one version of a deployment, with what picks ask of them reckoned once. Immutable.</summary>
internal sealed class ReplicaSet : DeploymentState
{
    private readonly long[] _weightsUpTo;
    private readonly long _commonWeight;

    /// <summary>Reckons <paramref name="shares"/>.</summary>
    internal ReplicaSet(ImmutableArray<ReplicaShare> shares)
    {
        Shares = shares;
        InService = [.. shares.Where(share => share.Replicas > 0)];
        StatesCapacity = InService.All(share => share.MaxConcurrency is not null);
        _weightsUpTo = new long[InService.Length];
        for (int i = 0; i < InService.Length; i++)
            _weightsUpTo[i] = Weight += InService[i].Replicas;
        if (InService.Length > 0 && InService.All(share => share.Replicas == InService[0].Replicas))
            _commonWeight = InService[0].Replicas;
    }

    /// <summary>All of them, as written.</summary>
    internal ImmutableArray<ReplicaShare> Shares { get; }

    /// <summary>Those that take new requests.</summary>
    internal ImmutableArray<ReplicaShare> InService { get; }

    /// <summary>The sum of <see cref="ReplicaShare.Replicas"/>.</summary>
    internal long Weight { get; }

    /// <summary>Whether every one in service states what it takes at once.</summary>
    internal bool StatesCapacity { get; }

    /// <summary>The one that ticket number <paramref name="ticket"/> of 0 … <see cref="Weight"/> - 1 belongs to, each holding as many as it weighs.</summary>
    internal ReplicaShare Holder(long ticket)
    {
        // As a rule all weigh the same; then no search is needed, whose every step is a guess.
        if (_commonWeight > 0)
            return InService[(int)(ticket / _commonWeight)];
        int low = 0, high = _weightsUpTo.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_weightsUpTo[middle] > ticket)
                high = middle;
            else
                low = middle + 1;
        }
        return InService[low];
    }
}
