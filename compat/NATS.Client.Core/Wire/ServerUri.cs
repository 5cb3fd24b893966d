namespace NATS.Client.Core.Wire;

/// <summary>A server as it was named. Two are equal when scheme, host, port and credentials are.</summary>
internal sealed record ServerUri
{
    private const int DefaultPort = 4222;

    private ServerUri(Uri uri) => Uri = uri;

    /// <summary>Its URL, with a port.</summary>
    internal Uri Uri { get; }

    /// <summary>Whether it was named as one that speaks TLS.</summary>
    internal bool IsTls => Uri.Scheme == "tls";

    /// <summary>Reads one.</summary>
    /// <param name="text">A URL, or host and port.</param>
    /// <param name="scheme">The scheme when it has none.</param>
    /// <exception cref="ArgumentException">It is neither, or its scheme is not <c>nats</c> or <c>tls</c>.</exception>
    /// <exception cref="UriFormatException">It is no URL.</exception>
    internal static ServerUri Parse(string text, string scheme = "nats")
    {
        text = text.Trim();
        var builder = new UriBuilder(new Uri(text.Contains("://", StringComparison.Ordinal) ? text : $"{scheme}://{text}", UriKind.Absolute));
        if (builder.Scheme is not ("nats" or "tls"))
            throw new ArgumentException($"Unsupported scheme '{builder.Scheme}' of a NATS URL", nameof(text));
        if (string.IsNullOrEmpty(builder.Host))
            builder.Host = "localhost";
        if (builder.Port is -1)
            builder.Port = DefaultPort;
        return new ServerUri(builder.Uri);
    }

    /// <summary>The servers of <see cref="NatsOpts.Url"/>, in order.</summary>
    internal static ServerUri[] ParseList(string urls) =>
        [.. urls.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(url => Parse(url)).Distinct()];

    /// <summary>User and password, or a token, as they stand in the URL; null without.</summary>
    internal (string User, string? Password)? UserInfo()
    {
        if (Uri.UserInfo.Length == 0)
            return null;
        int colon = Uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(Uri.UserInfo), null)
            : (Uri.UnescapeDataString(Uri.UserInfo[..colon]), Uri.UnescapeDataString(Uri.UserInfo[(colon + 1)..]));
    }

    /// <summary>The URL without its secrets.</summary>
    public override string ToString()
    {
        if (Uri.UserInfo.Length == 0)
            return Uri.ToString().TrimEnd('/');
        var builder = new UriBuilder(Uri);
        if (builder.Password.Length > 0)
            builder.Password = "***";
        else
            builder.UserName = "***";
        return builder.Uri.ToString().TrimEnd('/');
    }
}
