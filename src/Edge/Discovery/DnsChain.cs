namespace Edge.Discovery;

/// <summary>Finds in a reply what answers the question: records of the asked name, or of where its aliases lead within the reply. All others are not believed.</summary>
internal static class DnsChain
{
    /// <summary>Most aliases one after another: real names have one or two, and more would be a circle.</summary>
    internal const int MostAliases = 8;

    /// <summary>The answer about <paramref name="name"/>, in lower case and without the dot at its end. Reasons are what the server did.</summary>
    internal static DnsAnswer Follow(DnsReply reply, string name, DnsType type)
    {
        if (reply.Code == DnsReply.NoSuchName)
            return DnsAnswer.NoSuchName;
        if (reply.Code != DnsReply.NoError)
            return DnsAnswer.Failed($"answered {reply.CodeText}");
        TimeSpan ttl = TimeSpan.MaxValue;
        for (int aliases = 0; aliases <= MostAliases; aliases++)
        {
            DnsRecord[] found = [.. reply.Answers.Where(record => record.Type == type && record.Name == name)];
            if (found.Length > 0)
                return Found(found, reply.Additional, ttl);
            DnsRecord? alias = reply.Answers.FirstOrDefault(record => record.Type == DnsType.Cname && record.Name == name);
            if (alias is null)
                return reply.IsKnowing ? DnsAnswer.NoData : DnsAnswer.Failed("does not know and asks nobody");
            name = alias.Target;
            ttl = ttl < alias.Ttl ? ttl : alias.Ttl;
        }
        return DnsAnswer.Failed($"answered with more than {MostAliases} aliases");
    }

    private static DnsAnswer Found(DnsRecord[] records, IReadOnlyList<DnsRecord> additional, TimeSpan ttlOfAliases)
    {
        TimeSpan ttl = records.Min(record => record.Ttl);
        return new DnsAnswer(DnsOutcome.Found)
        {
            Records = records,
            Additional = additional,
            Ttl = ttl < ttlOfAliases ? ttl : ttlOfAliases,
        };
    }
}
