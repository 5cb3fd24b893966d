namespace NATS.Client.Core.Wire;

/// <summary>User and password, or a token, that stand in a URL.</summary>
internal static class UrlCredentials
{
    /// <summary>The options with those of the first URL taken over, unless they name a user or token themselves.</summary>
    /// <exception cref="ArgumentException">The URL is none.</exception>
    internal static NatsOpts Apply(NatsOpts opts)
    {
        ServerUri[] servers = ServerUri.ParseList(opts.Url);
        if (servers.Length == 0)
            throw new ArgumentException("There is no server in the URL", nameof(opts));
        NatsAuthOpts auth = opts.AuthOpts;
        bool named = !string.IsNullOrEmpty(auth.Username) || !string.IsNullOrEmpty(auth.Password) || !string.IsNullOrEmpty(auth.Token);
        if (named || servers[0].UserInfo() is not { } user)
            return opts;
        return opts with
        {
            AuthOpts = user.Password is null ? auth with { Token = user.User } : auth with { Username = user.User, Password = user.Password },
        };
    }
}
