namespace Edge.Discovery;

/// <summary>The kinds of records that discovery asks for or follows, by their numbers on the wire.</summary>
internal enum DnsType : ushort
{
    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>Another name for the same thing.</summary>
    Cname = 5,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,

    /// <summary>Where a service runs: priority, port and host (RFC 2782).</summary>
    Srv = 33,
}
