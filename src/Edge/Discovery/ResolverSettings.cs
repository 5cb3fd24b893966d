using System.Net;

namespace Edge.Discovery;

/// <summary>Whom to ask and how. Immutable.</summary>
internal sealed record ResolverSettings
{
    /// <summary>The servers, in the order they are asked in.</summary>
    internal IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    /// <summary>Domains that are put behind names, in this order, without the dot at their end.</summary>
    internal IReadOnlyList<string> Search { get; init; } = [];

    /// <summary>Names with fewer dots are looked for in the domains first; others by themselves first.</summary>
    internal int Ndots { get; init; } = 1;

    /// <summary>How long one server has for one try. Shorter than the usual 5 s: what waits is a list that is already late.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often each server is asked; ≥ 1.</summary>
    internal int Attempts { get; init; } = 2;

    /// <summary>What <paramref name="name"/> may stand for, best first (resolv.conf(5), <c>ndots</c>).</summary>
    internal IReadOnlyList<string> Candidates(string name)
    {
        if (name.EndsWith('.'))
            return [name];
        IEnumerable<string> searched = Search.Select(domain => $"{name}.{domain}");
        return name.Count(c => c == '.') < Ndots ? [.. searched, name] : [name, .. searched];
    }
}
