using Edge.Faults;

namespace Edge.Upstream;

/// <summary>What became of one connect: a connection, or a fault and its reason.</summary>
internal readonly struct ConnectOutcome
{
    /// <summary>A connection; whoever takes the outcome owns it.</summary>
    internal ConnectOutcome(UpstreamConnection connection) => Connection = connection;

    /// <summary>A failure; <paramref name="detail"/> is for operators, callers see the words of <paramref name="fault"/>.</summary>
    internal ConnectOutcome(FaultKind fault, string detail)
    {
        Fault = fault;
        Detail = detail;
    }

    /// <summary>The connection, or null when there is none.</summary>
    internal UpstreamConnection? Connection { get; }

    /// <summary>
    /// <see cref="FaultKind.ConnectFailed"/>, <see cref="FaultKind.ConnectTimeout"/>, <see cref="FaultKind.NameResolution"/>,
    /// <see cref="FaultKind.TlsFailed"/>; <see cref="FaultKind.None"/> with a connection.
    /// </summary>
    internal FaultKind Fault { get; }

    /// <summary>Why it failed, in the words of the system; null with a connection.</summary>
    internal string? Detail { get; }
}
