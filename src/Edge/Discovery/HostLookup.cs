using System.Net;

namespace Edge.Discovery;

/// <summary>Finds the addresses of one host, of both kinds. Safe from any thread.</summary>
/// <param name="resolver">Whom to ask.</param>
internal sealed class HostLookup(DnsResolver resolver)
{
    /// <summary>
    /// The addresses of <paramref name="name"/>. IPv4 must be known, IPv6 may fail: there are servers that answer nothing else
    /// right. Throws <see cref="OperationCanceledException"/> by <paramref name="ct"/> alone.
    /// </summary>
    internal async Task<HostAnswer> FindAsync(string name, CancellationToken ct)
    {
        Task<DnsAnswer> asked = resolver.AskAsync(name, DnsType.A, ct).AsTask();
        Task<DnsAnswer> askedLong = resolver.AskAsync(name, DnsType.Aaaa, ct).AsTask();
        DnsAnswer[] answers = await Task.WhenAll(asked, askedLong).ConfigureAwait(false);
        bool isKnown = answers[0].Outcome == DnsOutcome.Found || answers.All(answer => answer.Outcome != DnsOutcome.Failed);
        if (!isKnown)
            return new HostAnswer([], default, answers.First(answer => answer.Outcome == DnsOutcome.Failed).Reason);
        DnsAnswer[] found = [.. answers.Where(answer => answer.Outcome == DnsOutcome.Found)];
        IPAddress[] addresses = [.. found.SelectMany(answer => answer.Records).Select(record => record.Address!)];
        return new HostAnswer(addresses, found.Length == 0 ? ServiceAnswer.EmptyTtl : found.Min(answer => answer.Ttl), null);
    }
}
