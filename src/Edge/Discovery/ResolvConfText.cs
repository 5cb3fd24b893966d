using System.Globalization;
using System.Net;

namespace Edge.Discovery;

/// <summary>Reads the text of <c>/etc/resolv.conf</c> as resolv.conf(5) describes it. What it does not know or cannot read it steps over, as others do.</summary>
internal static class ResolvConfText
{
    private const int DnsPort = 53;

    // The bounds that others have, of which files may make use.
    private const int MostServers = 3;
    private const int MostDomains = 32;
    private const int MostDots = 15;
    private const int MostSeconds = 30;
    private const int MostAttempts = 5;

    private static readonly IPEndPoint Local = new(IPAddress.Loopback, DnsPort);

    /// <summary>The settings of a text; without a server, the one on this machine.</summary>
    internal static ResolverSettings Read(string text)
    {
        var settings = new ResolverSettings();
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split('#', ';')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            settings = words switch
            {
                ["nameserver", var address, ..] => WithServer(settings, address),
                ["search" or "domain", .. var domains] => settings with { Search = [.. domains.Select(Relative).Where(IsName).Take(MostDomains)] },
                ["options", .. var options] => options.Aggregate(settings, WithOption),
                _ => settings,
            };
        }
        return settings.Servers.Count == 0 ? settings with { Servers = [Local] } : settings;
    }

    private static ResolverSettings WithServer(ResolverSettings settings, string address) =>
        settings.Servers.Count < MostServers && IPAddress.TryParse(address, out IPAddress? parsed)
            ? settings with { Servers = [.. settings.Servers, new IPEndPoint(parsed, DnsPort)] }
            : settings;

    private static ResolverSettings WithOption(ResolverSettings settings, string option)
    {
        int colon = option.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(option.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            return settings;
        return option[..colon] switch
        {
            "ndots" => settings with { Ndots = Math.Min(value, MostDots) },
            "timeout" => settings with { Timeout = TimeSpan.FromSeconds(Math.Clamp(value, 1, MostSeconds)) },
            "attempts" => settings with { Attempts = Math.Clamp(value, 1, MostAttempts) },
            _ => settings,
        };
    }

    private static string Relative(string domain) => domain.EndsWith('.') ? domain[..^1] : domain;

    private static bool IsName(string domain) => DnsName.Encode(domain) is not null;
}
