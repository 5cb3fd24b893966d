using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;
using Edge.Hosting;

namespace Edge.Cli;

/// <summary>Reads the folder of a store once, as the server would, and says what it would not serve.</summary>
internal static class FolderCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Prints what is wrong in the folder that <paramref name="config"/> names; true when nothing is.</summary>
    internal static bool Run(EdgeConfig config, TextWriter output)
    {
        StoreConfig store = config.Store!;
        if (!Directory.Exists(store.Folder))
            return true; // said as a warning of the file
        var state = new RoutingState(
            config, new DocumentPlace(store.BaseDirectory, Environment.GetEnvironmentVariable), keepsDocuments: false, _ => new Unbound(), TimeProvider.System);
        bool good = ReadAsync(store.Folder!, state, output).GetAwaiter().GetResult();
        state.Publish();
        foreach (ResourceStatus status in state.List().Where(s => s.Reason.Length > 0).OrderBy(s => s.Key.FullName, StringComparer.Ordinal))
        {
            output.WriteLine($"{Printable.Of(status.Key.FullName)}: {(status.State == ResourceState.Ready ? "warning: " : "")}{Printable.Of(status.Reason)}");
            good &= status.State != ResourceState.Refused;
        }
        return good;
    }

    private static async Task<bool> ReadAsync(string folder, RoutingState state, TextWriter output)
    {
        using var patience = new CancellationTokenSource(Patience);
        var store = new FileStore(folder, TimeProvider.System);
        await using (store.ConfigureAwait(false))
        {
            await foreach (StoreEvent news in store.WatchAsync(patience.Token).ConfigureAwait(false))
            {
                if (news is StoreSynced)
                    return true;
                if (news is StoreEntry entry)
                    state.Put(entry);
                if (news is StoreForeign foreign)
                    await output.WriteLineAsync($"{Printable.Of(foreign.Name)}: warning: {Printable.Of(foreign.Reason)}").ConfigureAwait(false);
            }
            await output.WriteLineAsync($"{folder}: {store.Status.Reason}").ConfigureAwait(false);
            return false;
        }
    }

    private sealed class Unbound : DeploymentState;
}
