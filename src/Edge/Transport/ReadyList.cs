namespace Edge.Transport;

/// <summary>The handles that want a turn without an event. Those that ask while a turn runs come in the next one.</summary>
internal sealed class ReadyList
{
    private LoopHandle?[] _now = new LoopHandle?[16];
    private LoopHandle?[] _next = new LoopHandle?[16];
    private int _nowCount;
    private int _taken;
    private int _nextCount;

    /// <summary>Begins a turn with those that have asked so far; whether there are any.</summary>
    internal bool Begin()
    {
        (_now, _next) = (_next, _now);
        (_nowCount, _nextCount, _taken) = (_nextCount, 0, 0);
        return _nowCount > 0;
    }

    /// <summary>The next handle of this turn; null behind the last.</summary>
    internal LoopHandle? Take()
    {
        while (_taken < _nowCount)
        {
            ref LoopHandle? place = ref _now[_taken++];
            LoopHandle? handle = place;
            place = null;
            if (handle is null)
                continue;
            handle.ReadyAt = -1;
            return handle;
        }
        return null;
    }

    /// <summary>Adds a handle; one that is in stays where it is.</summary>
    internal void Add(LoopHandle handle)
    {
        if (handle.ReadyAt >= 0)
            return;
        if (_nextCount == _next.Length)
            Array.Resize(ref _next, _nextCount * 2);
        handle.ReadyAt = _nextCount;
        _next[_nextCount++] = handle;
    }

    /// <summary>Takes a handle out, if it is in.</summary>
    internal void Remove(LoopHandle handle)
    {
        int at = handle.ReadyAt;
        if (at < 0)
            return;
        handle.ReadyAt = -1;
        LoopHandle?[] list = at < _nowCount && ReferenceEquals(_now[at], handle) ? _now : _next;
        list[at] = null;
    }
}
