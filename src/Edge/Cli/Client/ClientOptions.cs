using System.CommandLine;

namespace Edge.Cli.Client;

/// <summary>The options that every verb of the client has: where to, as whom, and how to print.</summary>
internal sealed class ClientOptions
{
    /// <summary>The account that owns the resource.</summary>
    internal Option<string> Account { get; } = new("--account-id", "-a")
    {
        Description = "The account that owns it. A full name says its own. Default: the profile's, else 'default'.",
        HelpName = "account",
        Recursive = true,
    };

    /// <summary>What the caller proves itself with; never printed.</summary>
    internal Option<string> ApiKey { get; } = new("--api-key")
    {
        Description = $"The key to send. Others on this machine can see it in a list of processes; {ClientSettings.KeyVariable} or a profile hide it. Default: {ClientSettings.KeyVariable}, else the profile's.",
        HelpName = "key",
        Recursive = true,
    };

    /// <summary>Which profile of the file to take.</summary>
    internal Option<string> Profile { get; } = new("--profile", "-p")
    {
        Description = $"A profile of the file that {ProfileFile.Variable} names, else ~/.config/edge/profiles.json. Default: the profile 'default', if there is one.",
        HelpName = "profile",
        Recursive = true,
    };

    /// <summary>Where the control API is.</summary>
    internal Option<string> Server { get; } = new("--server")
    {
        Description = $"Where the control API is. Default: {ClientSettings.ServerVariable}, else the profile's, else {ClientSettings.DefaultServer}.",
        HelpName = "url",
        Recursive = true,
    };

    /// <summary>How an answer is printed.</summary>
    internal Option<string> Output { get; } = new("--output", "-o")
    {
        Description = "text: for people; json: as the server said it; flag: the flags of 'create' that would make the same.",
        HelpName = "text|json|flag",
        Recursive = true,
        DefaultValueFactory = _ => "text",
    };

    /// <summary>Whether to print the request instead of sending it.</summary>
    internal Option<bool> DryRun { get; } = new("--dry-run")
    {
        Description = "Prints the request and sends nothing.",
        Recursive = true,
    };

    /// <summary>Makes them.</summary>
    internal ClientOptions() => Output.AcceptOnlyFromAmong("text", "json", "flag");

    /// <summary>Gives them to <paramref name="command"/> and to the verbs below it.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Account, ApiKey, Profile, Server, Output, DryRun])
            command.Options.Add(option);
    }
}
