using System.CommandLine;
using Edge.Hosting;

namespace Edge.Cli.Client;

/// <summary>Where the client speaks to, and as whom.</summary>
/// <param name="Server">The address of the control API.</param>
/// <param name="Account">The account of names that say none.</param>
/// <param name="ApiKey">The key to send; null for none. Never printed.</param>
internal sealed record ClientSettings(Uri Server, string Account, string? ApiKey)
{
    /// <summary>The environment variable that holds a key.</summary>
    internal const string KeyVariable = "EDGE_API_KEY";

    /// <summary>The environment variable that holds an address.</summary>
    internal const string ServerVariable = "EDGE_SERVER";

    /// <summary>Where an edge has its control API unless its configuration says otherwise.</summary>
    internal const string DefaultServer = "http://127.0.0.1:8081";

    /// <summary>The server's address as people write it.</summary>
    internal string Address => Server.AbsoluteUri.TrimEnd('/');

    /// <summary>Takes each from the command line, else the environment, else the profile. Prints what is wrong, and is null then.</summary>
    internal static ClientSettings? Resolve(ParseResult parse, ClientOptions options, Func<string, string?> variable, TextWriter error)
    {
        ProfileReading reading = ProfileFile.Find(variable).Read(parse.GetValue(options.Profile));
        if (reading.Warning.Length > 0)
            error.WriteLine($"Warning: {reading.Warning}");
        if (reading.Profile is not { } profile)
            return Refuse(error, reading.Problem);

        (string? server, string place) = First(
            (parse.GetValue(options.Server), "--server"), (variable(ServerVariable), ServerVariable), (profile.Server, $"{profile.Place}: 'server'"), (DefaultServer, ""));
        // Not repeated: whoever mixes things up may have put a secret there.
        if (!ServerAddress.TryParse(server!, out Uri? address))
            return Refuse(error, $"{place} is no address of a control API. Write it like {DefaultServer}.");

        (string? account, place) = First((parse.GetValue(options.Account), "--account-id"), (profile.AccountId, $"{profile.Place}: 'accountId'"), ("default", ""));
        if (!ResourceName.IsPart(account!))
            return Refuse(error, $"{place}: '{Printable.Of(account!)}' is no id of an account. Write one such as acme.");

        (string? key, place) = First((parse.GetValue(options.ApiKey), "--api-key"), (variable(KeyVariable), KeyVariable), (profile.ApiKey, $"{profile.Place}: 'apiKey'"));
        if (key?.Any(c => c is <= ' ' or > '~') == true)
            return Refuse(error, $"{place} has a character that no key has: a space, a line end, or one outside of ASCII. Copy the key once more.");
        return new ClientSettings(address, account!, key);
    }

    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Address} as {Account}";

    /// <summary>An empty value is one that is not given.</summary>
    private static (string? Value, string Place) First(params ReadOnlySpan<(string? Value, string Place)> places)
    {
        foreach ((string? value, string place) in places)
        {
            if (!string.IsNullOrEmpty(value))
                return (value, place);
        }
        return (null, "");
    }

    private static ClientSettings? Refuse(TextWriter error, string problem)
    {
        error.WriteLine($"Error: {problem}");
        return null;
    }
}
