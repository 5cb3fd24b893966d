namespace Edge.Drivers;

/// <summary>
/// Whether a caller sends its body fast enough: 240 bytes a second on average after five seconds, as Kestrel asks, of which a fast beginning
/// buys a minute of silence at most. Only time in which we waited for the caller counts. Owned by one request.
/// </summary>
internal struct BodyRate
{
    private const long BytesPerSecond = 240;
    private const long Grace = 5_000;

    // Without this bound a caller that has sent 10 MiB could hold a replica for half a day.
    private const long Credit = 60_000;

    // Waiting is added up in steps; a second of uncertainty is little against the grace.
    private const long Step = 1_000;

    private long _bytes;
    private long _waited;
    private long _since;

    /// <summary>When to look again, in ms of the coarse clock.</summary>
    internal readonly long LookAt => _since + Step;

    /// <summary>A body begins.</summary>
    internal void Begin(long now) => (_bytes, _waited, _since) = (0, 0, now);

    /// <summary>Bytes have come.</summary>
    internal void Came(int bytes) => _bytes += bytes;

    /// <summary>Some time has passed, <paramref name="waiting"/> for the caller or not. False when it is too slow.</summary>
    internal bool Look(long now, bool waiting)
    {
        if (waiting)
            _waited += now - _since;
        _since = now;
        _bytes = Math.Min(_bytes, (_waited + Credit) * BytesPerSecond / 1000);
        return _waited < Grace || _bytes * 1000 >= _waited * BytesPerSecond;
    }
}
