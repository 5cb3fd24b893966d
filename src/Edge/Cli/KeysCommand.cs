using System.CommandLine;
using ConfigSync.Resources;
using ConfigSync.Stores;
using Edge.Access;

namespace Edge.Cli;

/// <summary><c>edge keys</c>: makes, lists and takes away keys of callers, in the store that the configuration names.</summary>
internal static class KeysCommand
{
    private static readonly Option<FileInfo> File = new("--config", "-c")
    {
        Description = "The configuration file that names the store.",
        DefaultValueFactory = _ => new FileInfo("edge.json"),
    };

    private static readonly Option<string> Account = new("--account", "-a")
    {
        Description = "The account that its callers act for.",
        DefaultValueFactory = _ => ListenConfig.DefaultAccount,
    };

    private static readonly Argument<string> Id = new("id") { Description = "What logs call it: 1 to 63 of a-z, 0-9 and -." };

    /// <summary>The verb.</summary>
    internal static Command Create()
    {
        var scopes = new Option<string[]>("--scope", "-s")
        {
            Description = "What it allows; may be given several times.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["inference"],
        };
        scopes.AcceptOnlyFromAmong([.. KeyScopeWords.All]);
        var create = new Command("create", "Makes a key and prints it, once: only its hash is kept.") { Id, Account, scopes, File };
        create.SetAction((parse, cancel) => WithStoreAsync(parse, desk => desk.CreateAsync(Key(parse), ScopesOf(parse.GetValue(scopes)!), cancel)));
        var rotate = new Command("rotate", "Makes another key in the place of one and prints it; the old one lets nobody in any more.") { Id, Account, File };
        rotate.SetAction((parse, cancel) => WithStoreAsync(parse, desk => desk.RotateAsync(Key(parse), cancel)));
        var revoke = new Command("revoke", "Takes a key away: every edge refuses it within a second.") { Id, Account, File };
        revoke.SetAction((parse, cancel) => WithStoreAsync(parse, desk => desk.RevokeAsync(Key(parse), cancel)));
        var list = new Command("list", "Lists the keys of the store; what they are is not known.") { File };
        list.SetAction((parse, cancel) => WithStoreAsync(parse, desk => desk.ListAsync(cancel)));
        return new Command("keys", "Makes, lists and takes away keys of callers, in the store that the configuration names.") { create, rotate, revoke, list };
    }

    private static ResourceKey Key(ParseResult parse) => new(ResourceKind.Key, parse.GetValue(Account)!, parse.GetRequiredValue(Id));

    private static KeyScopes ScopesOf(string[] words) => words.Aggregate(KeyScopes.None, (scopes, word) => scopes | KeyScopeWords.Parse(word)!.Value);

    private static async Task<int> WithStoreAsync(ParseResult parse, Func<KeyDesk, Task<int>> work)
    {
        TextWriter output = parse.InvocationConfiguration.Output, error = parse.InvocationConfiguration.Error;
        FileInfo file = parse.GetValue(File)!;
        ConfigReading reading = new ConfigFile(file.FullName, Environment.GetEnvironmentVariable).Read();
        if (reading.Config is not { } config)
            return ConfigReport.Print(file.ToString(), reading, error);
        if (config.Store is not { } section)
        {
            await error.WriteLineAsync($"{file}: names no 'store' where keys could be kept; a key of this file is hashed with: printf %s \"$KEY\" | sha256sum").ConfigureAwait(false);
            return ExitCodes.Unusable;
        }
        IResourceStore store = new ConfigSync.Sync.ConfiguredStore(section, "edge keys", TimeProvider.System).Open(null);
        await using (store.ConfigureAwait(false))
        {
            byte[]? secret = KeySecret.Read(Environment.GetEnvironmentVariable, out string? problem);
            if (problem is not null)
                await error.WriteLineAsync(problem).ConfigureAwait(false);
            return await work(new KeyDesk(store, secret, output, error)).ConfigureAwait(false);
        }
    }
}
