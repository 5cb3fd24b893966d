namespace ConfigSync.Sync;

/// <summary>
/// How much room to make for a set that arrives: for all that its store says will come, and for no more than several times what has come, since a store
/// counts what was deleted as well. One thread at a time.
/// </summary>
internal sealed class ArrivalRoom
{
    /// <summary>Room is made anew each time so many times more have come: what was put in is then moved only once in a while.</summary>
    private const long Ahead = 16;

    private long _came;
    private long _room;

    /// <summary>For how many more to make room now, before they are put in; 0 for none.</summary>
    /// <param name="arriving">How many are about to be put in.</param>
    /// <param name="expected">How many the store says there will be in all.</param>
    internal int For(int arriving, int expected)
    {
        long before = _came;
        _came += arriving;
        if (_came <= _room || expected <= _room)
            return 0;
        _room = Math.Min(expected, Ahead * _came);
        return (int)Math.Max(0, _room - before);
    }
}
