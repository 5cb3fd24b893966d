using System.Net;

namespace Edge.Discovery;

/// <summary>
/// Asks name servers, one after another, in rounds, until one knows. Its own instead of the system's, which tells neither how
/// long an answer holds, nor services, nor whether there is no such name or nobody to ask. Keeps nothing; safe from any thread.
/// </summary>
/// <param name="settings">Whom to ask and how; called for each question.</param>
/// <param name="time">The clock of timeouts.</param>
internal sealed class DnsResolver(Func<ResolverSettings> settings, TimeProvider time)
{
    /// <summary>A resolver that asks whom the system would.</summary>
    internal DnsResolver(TimeProvider time)
        : this(new ResolvConf(ResolvConf.SystemPath, time).Current, time)
    {
    }

    /// <summary>
    /// Asks for records of <paramref name="name"/>: absolute with a dot at its end, else along the search list until a name is
    /// there. Throws <see cref="OperationCanceledException"/> by <paramref name="ct"/> alone.
    /// </summary>
    internal async ValueTask<DnsAnswer> AskAsync(string name, DnsType type, CancellationToken ct)
    {
        if (DnsName.Encode(name) is null)
            return DnsAnswer.Failed($"\"{name}\" is no name that DNS could have");
        ResolverSettings now = settings();
        DnsAnswer answer = DnsAnswer.NoSuchName;
        foreach (string candidate in now.Candidates(name))
        {
            // With a domain behind it, it may have become too long to be there.
            if (DnsName.Encode(candidate) is not { } encoded)
                continue;
            answer = await AskServersAsync(now, candidate, encoded, type, ct).ConfigureAwait(false);
            // A name without such records ends the search as well: others of the same beginning are something else.
            if (answer.Outcome != DnsOutcome.NoSuchName)
                break;
        }
        return answer;
    }

    private async ValueTask<DnsAnswer> AskServersAsync(ResolverSettings now, string name, byte[] encoded, DnsType type, CancellationToken ct)
    {
        string plain = name.TrimEnd('.').ToLowerInvariant();
        string reason = "there is no server to ask";
        for (int round = 0; round < now.Attempts; round++)
        {
            foreach (IPEndPoint server in now.Servers)
            {
                DnsTry asked = await new DnsExchange(server, now.Timeout, time).AskAsync(encoded, type, ct).ConfigureAwait(false);
                DnsAnswer answer = asked.Reply is { } reply ? DnsChain.Follow(reply, plain, type) : DnsAnswer.Failed(asked.Failure!);
                if (answer.Outcome != DnsOutcome.Failed)
                    return answer;
                reason = $"{server} {answer.Reason}";
            }
        }
        return DnsAnswer.Failed($"{plain}: {reason}");
    }
}
