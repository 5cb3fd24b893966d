using Edge.Balancing;

namespace Edge.Fleet;

/// <summary>
/// What other edges have at the replicas, as their reports say. Ages are reckoned by the time of arrival here, so clocks need not agree;
/// a peer that is silent for a second counts no more. One thread at a time; time is passed in, in ms.
/// </summary>
/// <param name="self">This edge, whose own reports come back.</param>
internal sealed class PeerLoads(Guid self)
{
    /// <summary>How long a silent peer counts, in ms.</summary>
    internal const long MaxSilence = 1_000;

    /// <summary>Most peers that are known at a time; far above any fleet, far below what hurts.</summary>
    internal const int MostPeers = 512;

    private readonly Dictionary<Guid, Peer> _peers = [];
    private readonly Dictionary<ulong, Replica> _byNumber = [];
    private readonly List<ulong> _gone = [];
    private Replica[] _replicas = [];

    /// <summary>Peers that count now.</summary>
    internal int Count => _peers.Count;

    /// <summary>Takes a report as it arrived.</summary>
    internal ReportFate Take(ReadOnlySpan<byte> bytes, long now)
    {
        if (!LoadReport.TryRead(bytes, out LoadReport report, out ReadOnlySpan<byte> entries))
            return ReportFate.Refused;
        if (report.Sender == self)
            return ReportFate.PassedOver;
        bool isNew = !_peers.TryGetValue(report.Sender, out Peer? peer);
        if (isNew && _peers.Count == MostPeers)
            return ReportFate.Refused;
        if (!isNew && report.Sequence <= peer!.Sequence)
            return ReportFate.PassedOver;
        if (isNew)
            _peers[report.Sender] = peer = new Peer();
        (peer!.Sequence, peer.Heard) = (report.Sequence, now);
        if (report.IsWhole)
            peer.Round++;
        for (int i = 0; i < LoadReport.CountOf(entries); i++)
            Set(peer, LoadReport.EntryAt(entries, i));
        if (report.IsWhole)
            ForgetUnlisted(peer);
        return isNew ? ReportFate.TakenFromNewPeer : ReportFate.Taken;
    }

    /// <summary>Forgets peers that were silent for too long, and lets the others count for <paramref name="replicas"/>.</summary>
    internal void Refresh(Replica[] replicas, long now)
    {
        foreach ((Guid id, Peer peer) in _peers)
        {
            if (now - peer.Heard <= MaxSilence)
                continue;
            Forget(peer);
            _peers.Remove(id);
        }
        if (!ReferenceEquals(replicas, _replicas))
            Know(replicas);
    }

    /// <summary>Nobody else counts any more: nothing is heard.</summary>
    internal void Clear()
    {
        foreach (Peer peer in _peers.Values)
            Forget(peer);
        _peers.Clear();
    }

    private void Know(Replica[] replicas)
    {
        HashSet<Replica> before = [.. _byNumber.Values];
        HashSet<Replica> after = [.. replicas];
        foreach ((ulong number, Replica replica) in _byNumber)
        {
            if (after.Contains(replica))
                continue;
            _byNumber.Remove(number);
            CountAt(replica, number, -1);
        }
        foreach (Replica replica in replicas)
        {
            if (before.Contains(replica))
                continue;
            ulong number = ReplicaNumber.Of(replica);
            // A replica that left and came back meanwhile is another one of the same number.
            if (_byNumber.Remove(number, out Replica? old))
                CountAt(old, number, -1);
            _byNumber[number] = replica;
            CountAt(replica, number, 1);
        }
        _replicas = replicas;
    }

    private void CountAt(Replica replica, ulong number, int sign)
    {
        foreach (Peer peer in _peers.Values)
            replica.AddElsewhere(sign * peer.Counts.GetValueOrDefault(number).Outstanding);
    }

    private void Set(Peer peer, LoadEntry entry)
    {
        int before = peer.Counts.GetValueOrDefault(entry.Replica).Outstanding;
        if (entry.Outstanding == 0)
            peer.Counts.Remove(entry.Replica);
        else if (peer.Counts.ContainsKey(entry.Replica) || peer.Counts.Count < LoadReport.MostEntries)
            peer.Counts[entry.Replica] = (entry.Outstanding, peer.Round);
        else
            return;
        Add(entry.Replica, entry.Outstanding - before);
    }

    private void ForgetUnlisted(Peer peer)
    {
        _gone.Clear();
        foreach ((ulong number, (int _, long round)) in peer.Counts)
        {
            if (round != peer.Round)
                _gone.Add(number);
        }
        foreach (ulong number in _gone)
            Set(peer, new LoadEntry(number, 0));
    }

    private void Forget(Peer peer)
    {
        foreach ((ulong number, (int outstanding, long _)) in peer.Counts)
            Add(number, -outstanding);
    }

    private void Add(ulong number, int change)
    {
        if (change != 0 && _byNumber.TryGetValue(number, out Replica? replica))
            replica.AddElsewhere(change);
    }

    private sealed class Peer
    {
        internal uint Sequence;
        internal long Heard;
        /// <summary>Counts whole reports, so that what the last one did not list is found.</summary>
        internal long Round;
        internal Dictionary<ulong, (int Outstanding, long Round)> Counts { get; } = [];
    }
}
