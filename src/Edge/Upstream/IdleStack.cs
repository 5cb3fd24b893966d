using System.Diagnostics.CodeAnalysis;

namespace Edge.Upstream;

/// <summary>
/// Idle connections, the last one in first out, so that the fewest stay in use and the rest grow old at the bottom.
/// Not safe from several threads: its pool's lock guards it.
/// </summary>
internal sealed class IdleStack
{
    /// <summary>Connections looked at per sweep: each costs a system call under the pool's lock, which leases wait for.</summary>
    private const int LooksPerSweep = 32;

    private readonly List<UpstreamConnection> _connections = [];
    private int _look;

    /// <summary>How many are idle.</summary>
    internal int Count => _connections.Count;

    /// <summary>Puts one on top, idle since <paramref name="now"/>.</summary>
    internal void Push(UpstreamConnection connection, long now)
    {
        connection.IdleSince = now;
        _connections.Add(connection);
    }

    /// <summary>Takes the top one.</summary>
    internal bool TryPop([NotNullWhen(true)] out UpstreamConnection? connection)
    {
        connection = null;
        if (_connections.Count == 0)
            return false;
        connection = _connections[^1];
        _connections.RemoveAt(_connections.Count - 1);
        return true;
    }

    /// <summary>Moves the <paramref name="count"/> that have been idle the longest to <paramref name="removed"/>, which is made when there is one.</summary>
    internal void RemoveOldest(int count, ref List<UpstreamConnection>? removed)
    {
        count = Math.Min(count, _connections.Count);
        if (count <= 0)
            return;
        (removed ??= []).AddRange(_connections.GetRange(0, count));
        _connections.RemoveRange(0, count);
    }

    /// <summary>Moves those idle since <paramref name="limit"/> or before to <paramref name="removed"/>.</summary>
    internal void RemoveOlder(long limit, ref List<UpstreamConnection>? removed)
    {
        int count = 0;
        while (count < _connections.Count && _connections[count].IdleSince <= limit)
            count++;
        RemoveOldest(count, ref removed);
    }

    /// <summary>Moves those that the peer has closed to <paramref name="removed"/>; looks at the next few of them, the rest have their turn later.</summary>
    internal void RemoveClosed(ref List<UpstreamConnection>? removed)
    {
        for (int looks = Math.Min(LooksPerSweep, _connections.Count); looks > 0; looks--)
        {
            if (--_look < 0 || _look >= _connections.Count)
                _look = _connections.Count - 1;
            if (_connections[_look].IsAlive())
                continue;
            (removed ??= []).Add(_connections[_look]);
            _connections.RemoveAt(_look);
        }
    }
}
