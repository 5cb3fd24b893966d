using System.Net;
using System.Net.Sockets;

namespace Edge.Discovery;

/// <summary>Finds where a service runs by a name or an address. Keeps nothing; safe from any thread.</summary>
/// <param name="resolver">Whom to ask.</param>
internal sealed class ServiceLookup(DnsResolver resolver)
{
    /// <summary>Hosts of a service that are asked for at once: two sockets each.</summary>
    private const int HostsAtOnce = 16;

    private readonly HostLookup _hosts = new(resolver);

    /// <summary>
    /// Finds <paramref name="dns"/>: an IP address, the name of a service (it begins with <c>_</c>, and has ports of its own
    /// unless <paramref name="port"/> is given), or the name of hosts that all listen on <paramref name="port"/>. A name that is
    /// not there is an empty set. Throws <see cref="OperationCanceledException"/> by <paramref name="ct"/> alone.
    /// </summary>
    internal async Task<ServiceAnswer> FindAsync(string dns, int? port, CancellationToken ct)
    {
        if (port is < 1 or > IPEndPoint.MaxPort)
            return ServiceAnswer.Failed($"{port} is no port");
        if (dns.StartsWith('_'))
            return await FindServiceAsync(dns, port, ct).ConfigureAwait(false);
        if (port is not { } given)
            return ServiceAnswer.Failed($"{dns} needs a port: only names of services (_http._tcp.…) bring their own");
        if (IsAddress(dns, out IPAddress? address))
            return ServiceAnswer.Found([new IPEndPoint(address!, given)], ServiceAnswer.LongestTtl);
        HostAnswer hosts = await _hosts.FindAsync(dns, ct).ConfigureAwait(false);
        return hosts.Failure is { } failure
            ? ServiceAnswer.Failed(failure)
            : ServiceAnswer.Found(hosts.Addresses.Select(host => new IPEndPoint(host, given)), hosts.Ttl);
    }

    private async Task<ServiceAnswer> FindServiceAsync(string dns, int? port, CancellationToken ct)
    {
        DnsAnswer answer = await resolver.AskAsync(dns, DnsType.Srv, ct).ConfigureAwait(false);
        if (answer.Outcome == DnsOutcome.Failed)
            return ServiceAnswer.Failed(answer.Reason!);
        DnsRecord[] places = Usable(answer.Records, port);
        if (places.Length == 0)
            return ServiceAnswer.Found([], answer.Outcome == DnsOutcome.Found ? answer.Ttl : ServiceAnswer.EmptyTtl);
        Dictionary<string, HostAnswer> hosts = Told(answer.Additional);
        string[] unknown = [.. places.Select(place => place.Target).Distinct().Where(host => !hosts.ContainsKey(host))];
        foreach (string[] some in unknown.Chunk(HostsAtOnce))
        {
            // Targets are whole names already.
            HostAnswer[] found = await Task.WhenAll(some.Select(host => _hosts.FindAsync(host + ".", ct))).ConfigureAwait(false);
            // Without one of its hosts the set would not be the service's, and would take the place of one that was.
            if (Array.Find(found, host => host.Failure is not null) is { } failed)
                return ServiceAnswer.Failed(failed.Failure!);
            foreach ((string host, HostAnswer addresses) in some.Zip(found))
                hosts.Add(host, addresses);
        }
        return ServiceAnswer.Found(
            places.SelectMany(place => hosts[place.Target].Addresses.Select(address => new IPEndPoint(address, port ?? place.Port))),
            places.Select(place => hosts[place.Target].Ttl).Append(answer.Ttl).Min());
    }

    // A target of "." says that there is no such service (RFC 2782). In order, so that always the same ones are too many.
    private static DnsRecord[] Usable(IReadOnlyList<DnsRecord> records, int? port)
    {
        DnsRecord[] there = [.. records.Where(record => record.Target != "." && (port ?? record.Port) != 0)];
        int best = there.Select(record => record.Priority).DefaultIfEmpty().Min();
        return
        [
            .. there.Where(record => record.Priority == best)
                .OrderBy(record => record.Target, StringComparer.Ordinal)
                .ThenBy(record => record.Port)
                .Take(ServiceAnswer.MostEndPoints),
        ];
    }

    private static Dictionary<string, HostAnswer> Told(IReadOnlyList<DnsRecord> additional) => additional
        .Where(record => record.Address is not null)
        .GroupBy(record => record.Name)
        .ToDictionary(
            host => host.Key,
            host => new HostAnswer([.. host.Select(record => record.Address!)], host.Min(record => record.Ttl), null));

    // Four numbers: the shorter forms that some take for addresses could be names.
    private static bool IsAddress(string text, out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.StartsWith('[') : text.Count(c => c == '.') == 3);
}
