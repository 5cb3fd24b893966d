namespace Edge.Forwarding;

/// <summary>Whether the process stops and requests that still run are to end, told. Set once; from any thread.</summary>
internal sealed class StopNotice
{
    private volatile bool _isGiven;

    /// <summary>Whether they are to end: the next <see cref="Exchange.Tick"/> does it.</summary>
    internal bool IsGiven => _isGiven;

    /// <summary>From here on they are.</summary>
    internal void Give() => _isGiven = true;
}
