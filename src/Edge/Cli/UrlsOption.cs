using System.Net;
using ConfigSync.Resources;

namespace Edge.Cli;

/// <summary>
/// <c>--urls http://127.0.0.1:8080;https://0.0.0.0:8443</c>: data addresses that take the place of the configured ones.
/// <c>https</c> needs the certificate of the configuration.
/// </summary>
internal static class UrlsOption
{
    /// <summary>Applies <paramref name="urls"/>; returns what is wrong with it, or null.</summary>
    internal static string? TryApply(string? urls, ref ListenConfig listen)
    {
        if (string.IsNullOrWhiteSpace(urls))
            return null;
        ListenConfig changed = listen with { Data = null, Tls = null };
        foreach (string url in urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.PathAndQuery != "/" || !TryAddress(uri.Host, out IPAddress? host))
                return $"--urls: '{url}' is no address. Write http://127.0.0.1:8080 or https://0.0.0.0:8443.";
            var address = new IPEndPoint(host!, uri.Port);
            switch (uri.Scheme)
            {
                case "http" when changed.Data is null:
                    changed = changed with { Data = address };
                    break;
                case "https" when changed.Tls is null && listen.Tls is { } tls:
                    changed = changed with { Tls = tls with { Address = address } };
                    break;
                case "https" when changed.Tls is null:
                    return $"--urls: '{url}' needs a certificate. Set listen.tls in the configuration.";
                default:
                    return $"--urls: '{url}' can't be used. Give at most one http and one https address.";
            }
        }
        listen = changed;
        return null;
    }

    private static bool TryAddress(string host, out IPAddress? address)
    {
        address = host == "localhost" ? IPAddress.Loopback : null;
        return address is not null || IPAddress.TryParse(host.Trim('[', ']'), out address);
    }
}
