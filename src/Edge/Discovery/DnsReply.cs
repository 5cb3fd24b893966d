namespace Edge.Discovery;

/// <summary>What a server answered, before anybody asked whether it fits. Immutable.</summary>
/// <param name="Code">The code of the response, with its upper bits (RFC 6891 §6.1.3).</param>
internal sealed record DnsReply(int Code)
{
    /// <summary>No error.</summary>
    internal const int NoError = 0;

    /// <summary>The server could not read the question.</summary>
    internal const int FormatError = 1;

    /// <summary>The name is not there.</summary>
    internal const int NoSuchName = 3;

    /// <summary>The server does not know what was asked of it.</summary>
    internal const int NotImplemented = 4;

    /// <summary>Whether the answer did not fit; then it has no records here.</summary>
    internal bool IsTruncated { get; init; }

    /// <summary>Whether the server knows by itself, or asks others until it knows.</summary>
    internal bool IsKnowing { get; init; }

    /// <summary>The section of answers, of any name.</summary>
    internal IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    /// <summary>The section of what may be useful on top, of any name.</summary>
    internal IReadOnlyList<DnsRecord> Additional { get; init; } = [];

    /// <summary><see cref="Code"/> for people.</summary>
    internal string CodeText => Code switch
    {
        NoError => "NOERROR",
        FormatError => "FORMERR",
        2 => "SERVFAIL",
        NoSuchName => "NXDOMAIN",
        NotImplemented => "NOTIMP",
        5 => "REFUSED",
        _ => $"code {Code}",
    };
}
