using System.Net;

namespace Edge.Discovery;

/// <summary>One record of an answer.</summary>
/// <param name="Name">Whose it is: in lower case, without the dot at the end.</param>
/// <param name="Type">Which of the values below it has.</param>
/// <param name="Ttl">How long it may be kept; ≥ 0.</param>
internal sealed record DnsRecord(string Name, DnsType Type, TimeSpan Ttl)
{
    /// <summary>The address of a <see cref="DnsType.A"/> or <see cref="DnsType.Aaaa"/>; else null.</summary>
    internal IPAddress? Address { get; init; }

    /// <summary>The name that a <see cref="DnsType.Cname"/> or <see cref="DnsType.Srv"/> leads to, written like <see cref="Name"/>, "." for the root; else empty.</summary>
    internal string Target { get; init; } = "";

    /// <summary>Of a <see cref="DnsType.Srv"/>: the lowest ones are to be used, 0-65535.</summary>
    internal int Priority { get; init; }

    /// <summary>Of a <see cref="DnsType.Srv"/>: where the service listens, 0-65535.</summary>
    internal int Port { get; init; }
}
