using System.Net;

namespace NATS.Client.Core.Wire;

/// <summary>The servers to try, and in which order. Used by one loop.</summary>
internal sealed class ServerList
{
    private readonly ServerUri[] _seeds;
    private readonly bool _keepOrder;
    private string _lastSeedHost;

    /// <summary>The servers of the options.</summary>
    internal ServerList(NatsOpts opts)
    {
        _seeds = ServerUri.ParseList(opts.Url);
        _keepOrder = opts.NoRandomize;
        _lastSeedHost = _seeds[0].Uri.DnsSafeHost;
    }

    /// <summary>The servers for a first connection.</summary>
    internal ServerUri[] First() => Mix(_seeds);

    /// <summary>The servers for another connection: those of the options and those the last server told of, the lost one last.</summary>
    internal ServerUri[] Again(ServerUri lost, string[]? told)
    {
        IEnumerable<ServerUri> all = (told ?? []).Select(url => TryParse(url, lost.Uri.Scheme)).OfType<ServerUri>().Concat(_seeds).Distinct();
        return [.. Mix([.. all]).Where(server => server != lost), lost];
    }

    /// <summary>A connection to this server stands.</summary>
    internal void Connected(ServerUri server)
    {
        if (_seeds.Contains(server))
            _lastSeedHost = server.Uri.DnsSafeHost;
    }

    /// <summary>The name that the server's certificate must bear. Servers tell each other's addresses, which certificates seldom bear: then it is the name we came by.</summary>
    internal string TlsHost(ServerUri server)
    {
        string host = server.Uri.DnsSafeHost;
        return IPAddress.TryParse(host, out _) && !_seeds.Contains(server) ? _lastSeedHost : host;
    }

    private ServerUri[] Mix(ServerUri[] servers)
    {
        ServerUri[] mixed = [.. servers];
        if (!_keepOrder)
            Random.Shared.Shuffle(mixed);
        return mixed;
    }

    private static ServerUri? TryParse(string url, string scheme)
    {
        try
        {
            return ServerUri.Parse(url, scheme);
        }
        catch (Exception exception) when (exception is ArgumentException or UriFormatException)
        {
            return null;
        }
    }
}
