using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Sync;
using Edge.Access;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>
/// The first key of a store whose control API others can reach: without it nobody could be let in. Made by the first edge that finds no key for
/// that, and kept in a file that its owner alone may read.
/// </summary>
/// <param name="follower">The store.</param>
/// <param name="routing">What it says.</param>
/// <param name="folder">Where the file goes.</param>
/// <param name="secret">What hashes are made under; null where it is not set.</param>
/// <param name="log">Gets the path, never the key.</param>
/// <param name="time">The clock.</param>
internal sealed class BootstrapKey(StoreFollower follower, RoutingState routing, string folder, byte[]? secret, ILogger log, TimeProvider time)
{
    private const string FileName = ".edge-bootstrap-key";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly ResourceKey Key = new(ResourceKind.Key, ListenConfig.DefaultAccount, "bootstrap");

    /// <summary>Where the file of a store goes: to what is kept of it, since the folder of the configuration may be one that nobody can write to.</summary>
    internal static string FolderOf(StoreConfig store) => Path.GetDirectoryName(store.LastKnownGood) ?? store.BaseDirectory;

    /// <summary>Waits until the store was read, and makes the key where there is none.</summary>
    internal async Task RunAsync(CancellationToken cancel)
    {
        while (!follower.IsReady || follower.IsOnLastKnown)
            await Task.Delay(Pause, time, cancel).ConfigureAwait(false);
        if (routing.Snapshots.Current.HasControlKeys || follower.Store is not { } store)
            return;
        string path = Path.Combine(folder, FileName);
        NewKey made = NewKey.Make(secret);
        DateTimeOffset now = time.GetUtcNow();
        var key = new ApiKey
        {
            Key = Key,
            Config = new KeyConfig(Key.Id, made.Hash, Key.Account) { Kind = made.Kind, Scopes = KeyScopes.Read | KeyScopes.Write },
            CreateTime = now,
            UpdateTime = now,
            CreatedBy = "edge",
        };
        // The file first: a key in the store that nobody knows would let nobody in, and keep others from being made.
        if (TryWrite(path, made.Text) is { } problem)
        {
            HostingLog.NoBootstrapKey(log, problem);
            return;
        }
        StoreWrite write = await store.PutAsync(Key, ResourceDocument.Write(key), 0, cancel).ConfigureAwait(false);
        if (write.Outcome == StoreWriteOutcome.Written)
        {
            HostingLog.BootstrapKeyMade(log, path);
            return;
        }
        File.Delete(path);
        if (write.Outcome != StoreWriteOutcome.Conflict)
            HostingLog.NoBootstrapKey(log, write.Reason);
    }

    /// <summary>Writes the file; returns why it could not, or null.</summary>
    private static string? TryWrite(string path, string text)
    {
        try
        {
            File.Delete(path);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(text + "\n"));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} can't be written: {e.Message} Put store.lastKnownGood where Edge may write, or make a key with 'edge keys create ID --scope read --scope write'";
        }
    }
}
