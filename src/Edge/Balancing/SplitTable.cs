using ConfigSync.Plans;
using ConfigSync.Resources;

namespace Edge.Balancing;

/// <summary>
/// The replicas in service of all members of a split, side by side: a choice walks one array however many members there are.
/// Made at the first pick of a split, so that splits nobody calls take no memory. Immutable.
/// </summary>
internal sealed class SplitTable : SplitState
{
    private readonly Pick[] _picks;
    private readonly Candidate[] _candidates;
    // Empty when all weigh the same, which is the rule: then no search is needed, whose every step is a guess.
    private readonly long[] _weightsUpTo = [];
    private readonly long _weight;

    private SplitTable(SplitNode split)
    {
        _picks = [.. from member in split.Members from share in Picker.SetOf(member).InService select new Pick(member, share)];
        bool byConcurrency = _picks.All(pick => pick.Share.MaxConcurrency is not null);
        _candidates = [.. _picks.Select(pick => new Candidate(pick.Replica, byConcurrency ? pick.Share.MaxConcurrency!.Value : pick.Share.Replicas))];
        IsBounded = _picks.Any(pick => pick.Deployment.Config.Limits.MaxOutstanding > 0);
        if (split.Strategy == RoutingStrategy.EvenLoad)
        {
            foreach (Pick pick in _picks)
                pick.Replica.Compare();
        }
        if (_picks.All(pick => pick.Share.Replicas == _picks[0].Share.Replicas))
            return;
        _weightsUpTo = new long[_picks.Length];
        for (int i = 0; i < _picks.Length; i++)
            _weightsUpTo[i] = _weight += _picks[i].Share.Replicas;
    }

    /// <summary>Whether a member has a bound of requests.</summary>
    internal bool IsBounded { get; }

    /// <summary>The replicas in service, in the order of the members.</summary>
    internal ReadOnlySpan<Candidate> Candidates => _candidates;

    /// <summary>The table of <paramref name="split"/>. Allocates at the first call.</summary>
    internal static SplitTable Of(SplitNode split)
    {
        if (split.State is SplitTable known)
            return known;
        var table = new SplitTable(split);
        split.State = table;
        return table;
    }

    /// <summary>The candidate of this number as a pick; nothing is counted here.</summary>
    internal Pick PickOf(int candidate) => _picks[candidate];

    /// <summary>The number of one candidate, drawn by the weights; there is one at least.</summary>
    internal int Draw(ref PickRandom random)
    {
        if (_weightsUpTo.Length == 0)
            return (int)random.Below(_picks.Length);
        long ticket = random.Below(_weight);
        int low = 0, high = _weightsUpTo.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_weightsUpTo[middle] > ticket)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
