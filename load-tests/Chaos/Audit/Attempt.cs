namespace Edge.LoadTests.Chaos.Audit;

/// <summary>One arrival of a request at a replica, as the replica sees it. Written by its task alone, read from any thread.</summary>
/// <param name="number">Counted from 0.</param>
/// <param name="replica">Which one.</param>
/// <param name="reused">Whether the connection had carried a request before.</param>
/// <param name="hasLink">Whether a link with faults stands before it.</param>
internal sealed class Attempt(int number, string replica, bool reused, bool hasLink)
{
    private volatile Fate _fate;
    private volatile int _status;
    private long _bodyBytes;

    internal int Number => number;

    internal string Replica => replica;

    internal bool IsReused => reused;

    internal bool HasLink => hasLink;

    /// <summary>How far it came.</summary>
    internal Fate Fate { get => _fate; set => _fate = value; }

    /// <summary>The status of the answer whose first byte was sent, or is about to be; 0 for none, 1 for one that is no HTTP.</summary>
    internal int Status { get => _status; set => _status = value; }

    /// <summary>Whether its task is done with it.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Bytes of the answer's body that were sent.</summary>
    internal long BodyBytes { get => Volatile.Read(ref _bodyBytes); set => Volatile.Write(ref _bodyBytes, value); }

    /// <inheritdoc/>
    public override string ToString() => $"[{number} {replica}{(reused ? " reused" : "")} {Fate} status={Status} body={BodyBytes}{(IsOver ? "" : " runs")}]";
}
