namespace Edge.Telemetry.Traffic;

/// <summary>Counts of one router, and how many of its requests each deployment got. One thread writes, any may read.</summary>
internal sealed class RouterCount : TrafficCount
{
    /// <summary>Routers have a handful of members; one that is changed all day long must not collect them without end.</summary>
    internal const int MostMembers = 64;

    // A new array for each member that comes: whoever reads has a whole one.
    private Member[] _members = [];
    private RouterTraffic? _read;

    /// <summary>A deployment got a request, which is counted behind this; one beyond the bound is not told apart.</summary>
    internal void AddMember(string deployment)
    {
        foreach (Member member in _members)
        {
            if (member.Deployment == deployment)
            {
                Volatile.Write(ref member.Requests, member.Requests + 1);
                return;
            }
        }
        if (_members.Length < MostMembers)
            Volatile.Write(ref _members, [.. _members, new Member { Deployment = deployment, Requests = 1 }]);
    }

    /// <summary>What was counted so far; the same object as long as nothing was added.</summary>
    internal RouterTraffic ReadAll()
    {
        TrafficFigures whole = Read();
        RouterTraffic? read = Volatile.Read(ref _read);
        if (ReferenceEquals(read?.Whole, whole))
            return read!;
        Member[] members = Volatile.Read(ref _members);
        read = new RouterTraffic(whole, members.ToDictionary(member => member.Deployment, member => Volatile.Read(ref member.Requests), StringComparer.Ordinal));
        Volatile.Write(ref _read, read);
        return read;
    }

    private sealed class Member
    {
        internal required string Deployment;
        internal long Requests;
    }
}
