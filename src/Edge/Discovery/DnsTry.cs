namespace Edge.Discovery;

/// <summary>What came back from one server over one way: a reply, or what the server did instead.</summary>
internal readonly struct DnsTry
{
    /// <summary>A reply.</summary>
    internal DnsTry(DnsReply reply) => Reply = reply;

    /// <summary>None; <paramref name="failure"/> goes on after the server's address.</summary>
    internal DnsTry(string failure) => Failure = failure;

    /// <summary>The reply, or null when there is none.</summary>
    internal DnsReply? Reply { get; }

    /// <summary>Why there is none; null with a reply.</summary>
    internal string? Failure { get; }
}
