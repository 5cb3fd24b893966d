using ConfigSync.Resources;
using ConfigSync.Stores;
using Edge.Access;
using Edge.Hosting;

namespace Edge.Cli;

/// <summary>Works on the keys in a store, and says what came of it; returns exit codes.</summary>
/// <param name="store">The store.</param>
/// <param name="secret">What hashes are made under; null where it is not set.</param>
/// <param name="output">Gets new keys and lists, and nothing else.</param>
/// <param name="error">Gets everything for people.</param>
internal sealed class KeyDesk(IResourceStore store, byte[]? secret, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes a key that does not exist yet.</summary>
    internal Task<int> CreateAsync(ResourceKey key, KeyScopes scopes, CancellationToken cancel) =>
        WriteAsync(key, scopes, null, cancel);

    /// <summary>Makes another in the place of one that exists.</summary>
    internal async Task<int> RotateAsync(ResourceKey key, CancellationToken cancel)
    {
        if (await store.GetAsync(key, cancel).ConfigureAwait(false) is not { } entry)
            return await FailAsync($"{key} does not exist.").ConfigureAwait(false);
        ResourceReading reading = Read(entry);
        return reading.Resource is ApiKey old
            ? await WriteAsync(key, old.Config.Scopes, old, cancel).ConfigureAwait(false)
            : await FailAsync($"{key} cannot be read: {reading.Errors[0]}").ConfigureAwait(false);
    }

    /// <summary>Takes one away.</summary>
    internal async Task<int> RevokeAsync(ResourceKey key, CancellationToken cancel)
    {
        if (await store.GetAsync(key, cancel).ConfigureAwait(false) is null)
            return await FailAsync($"{key} does not exist.").ConfigureAwait(false);
        StoreWrite write = await store.DeleteAsync(key, null, cancel).ConfigureAwait(false);
        if (write.Outcome != StoreWriteOutcome.Written)
            return await FailAsync($"{key} was not revoked: {write.Reason}.").ConfigureAwait(false);
        await error.WriteLineAsync($"{key} is revoked.").ConfigureAwait(false);
        return ExitCodes.Fine;
    }

    /// <summary>Lists all of them by name.</summary>
    internal async Task<int> ListAsync(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (StoreEvent news in store.WatchAsync(patience.Token).ConfigureAwait(false))
        {
            if (news is StoreEntry { Key.Kind: ResourceKind.Key } entry)
                lines[entry.Key.FullName] = Line(entry);
            if (news is not StoreSynced)
                continue;
            foreach (string line in lines.Values)
                await output.WriteLineAsync(line).ConfigureAwait(false);
            return ExitCodes.Fine;
        }
        return await FailAsync($"The store cannot be read: {store.Status.Reason}.").ConfigureAwait(false);
    }

    private async Task<int> WriteAsync(ResourceKey key, KeyScopes scopes, ApiKey? old, CancellationToken cancel)
    {
        if (secret is null)
            return await FailAsync($"{KeySecret.Variable} is not set. It is one secret for all edges and for this command: make one with 'openssl rand -hex 32' and keep it.").ConfigureAwait(false);
        NewKey made = NewKey.Make(secret);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var resource = new ApiKey
        {
            Key = key,
            Config = new KeyConfig(key.Id, made.Hash, key.Account) { Kind = made.Kind, Scopes = scopes },
            CreateTime = old?.CreateTime ?? now,
            UpdateTime = now,
            CreatedBy = old?.CreatedBy ?? $"{Environment.UserName}@{Environment.MachineName}",
            DisplayName = old?.DisplayName ?? "",
        };
        byte[] document = ResourceDocument.Write(resource);
        ResourceReading reading = ResourceDocument.Read(key, document, 0, now, "/", _ => null);
        if (reading.Resource is null)
            return await FailAsync($"{Printable.Of(key.FullName)}: {reading.Errors[0].Problem}. {reading.Errors[0].Fix}").ConfigureAwait(false);
        StoreWrite write = await store.PutAsync(key, document, old?.Revision ?? 0, cancel).ConfigureAwait(false);
        if (write.Outcome == StoreWriteOutcome.Conflict)
            return await FailAsync(old is null ? $"{key} exists already; rotate it, or take another id." : $"{key} was changed by somebody else meanwhile.").ConfigureAwait(false);
        if (write.Outcome != StoreWriteOutcome.Written)
            return await FailAsync($"{key} was not written: {write.Reason}.").ConfigureAwait(false);
        await error.WriteLineAsync($"{key}: this is the key, shown once.").ConfigureAwait(false);
        await output.WriteLineAsync(made.Text).ConfigureAwait(false);
        return ExitCodes.Fine;
    }

    private static ResourceReading Read(StoreEntry entry) =>
        ResourceDocument.Read(entry.Key, entry.Document, entry.Revision, entry.Written, "/", Environment.GetEnvironmentVariable);

    private static string Line(StoreEntry entry) => Printable.Of(Read(entry).Resource is ApiKey key
        ? $"{key.Key.FullName}  {string.Join(',', KeyScopeWords.Of(key.Config.Scopes))}  {key.CreateTime:yyyy-MM-dd}"
        : $"{entry.Key.FullName}  (refused)");

    private async Task<int> FailAsync(string problem)
    {
        await error.WriteLineAsync(problem).ConfigureAwait(false);
        return ExitCodes.Unusable;
    }
}
